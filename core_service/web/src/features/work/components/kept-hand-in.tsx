/** Handed in without a network: it waits on this device, and can be taken back as long as it does. */
import { IconArrowRight, IconCloudOff, IconPencil } from "@tabler/icons-react";
import { useAgeTier } from "~/ui/age-tier";
import { type Answers, toWire } from "../answers";
import { thisDevice, waitingWords } from "../save-words";
import { ChoiceButton } from "./choice-button";
import classes from "./kept-hand-in.module.css";
import { Speaker } from "./speaker";

interface KeptHandInProps {
  /** Who reads it, by first name. */
  reader: string;
  answers: Answers;
  onTakeBack: () => void;
  /** To what follows it; undefined where this device knows of nothing. */
  onGoOn?: () => void;
}

export function KeptHandIn({ reader, answers, onTakeBack, onGoOn }: KeptHandInProps) {
  const isEarly = useAgeTier() === "EARLY";
  const title = "Done! It waits here";
  const words = `${reader} gets it when we are back.`;
  return (
    <section className={classes.kept} aria-labelledby="kept-hand-in">
      <IconCloudOff aria-hidden stroke={1.6} />
      <div className={classes.title}>
        {isEarly && <Speaker text={`${title}. ${words}`} what={title} kind="prompt" />}
        <h2 id="kept-hand-in">{title}</h2>
      </div>
      <p role="status">
        {words}
        {!isEarly && ` Kept on this ${thisDevice()}, ${waitingWords(toWire(answers).length)}.`}
      </p>
      <div className={classes.acts}>
        <ChoiceButton onClick={onTakeBack}>
          <IconPencil aria-hidden stroke={1.8} />
          Back to my answers
        </ChoiceButton>
        {onGoOn && (
          <ChoiceButton isMain onClick={onGoOn}>
            Go on
            <IconArrowRight aria-hidden stroke={2} />
          </ChoiceButton>
        )}
      </div>
    </section>
  );
}
