/** At a question's end: the tutor chose something, and the student says when to go there (UI 6). */
import { IconArrowRight, IconGift } from "@tabler/icons-react";
import type { NextContent } from "~/lib/contract";
import { BigButton } from "./big-button";
import { Notice } from "./notice";

interface ChosenForYouProps {
  tutor: string;
  next: NextContent;
  onGo: () => void;
  onLater: () => void;
}

export function ChosenForYou({ tutor, next, onGo, onLater }: ChosenForYouProps) {
  return (
    <Notice
      sign={<IconGift stroke={1.6} />}
      title={`${tutor} chose something for you`}
      words={next.exercise?.title ?? next.lesson?.title ?? null}
      action={
        <>
          <BigButton isQuiet onClick={onLater}>
            First finish this
          </BigButton>
          <BigButton onClick={onGo}>
            Go there
            <IconArrowRight aria-hidden stroke={2} />
          </BigButton>
        </>
      }
    />
  );
}
