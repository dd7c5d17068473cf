/** A young child's own picture and their code of four, by which they sign in at a centre's tablet. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { firstName } from "~/lib/wording";
import { InlineProblem } from "~/ui/state-view";
import type { Picture } from "../front-door-api";
import { type ManagedPerson, useRemovePictures, useSetPictures } from "../people-api";
import classes from "./people.module.css";
import { PICTURES, PictureSign } from "./picture-sign";

const CODE_LENGTH = 4;

export function ChildPictures({ child }: { child: ManagedPerson }) {
  const [own, setOwn] = useState<Picture | null>(null);
  const [code, setCode] = useState<Picture[]>([]);
  const [missing, setMissing] = useState<string | null>(null);
  const save = useSetPictures(child.id);
  const remove = useRemovePictures(child.id);
  const first = firstName(child.name);
  const submit = () => {
    const gap = gapOf(own, code);
    setMissing(gap);
    if (own && !gap) save.mutate({ picture: own, code }, { onSuccess: () => setCode([]) });
  };
  return (
    <div className={classes.stack}>
      <p className={classes.quiet}>
        {child.hasPictures ? `${first} has pictures.` : `${first} has no pictures yet.`} {first}{" "}
        touches their own picture, then four in the right order. Nobody can read a code here:
        setting one takes the place of the one before.
      </p>
      <PictureChoice
        label={`${first}'s own picture`}
        isPressed={(picture) => picture === own}
        onChoose={setOwn}
      />
      <p className={classes.code} role="status" aria-label={`${code.length} of 4 pictures`}>
        {Array.from({ length: CODE_LENGTH }, (_, place) => (
          <span key={place}>
            {code[place] && <PictureSign picture={code[place]} size={36} />}
            {code[place] ?? place + 1}
          </span>
        ))}
      </p>
      <div className={classes.acts}>
        <Button variant="default" onClick={() => setCode(code.slice(0, -1))}>
          One back
        </Button>
      </div>
      <PictureChoice
        label="The four pictures, in their order"
        onChoose={(picture) => setCode([...code, picture].slice(0, CODE_LENGTH))}
      />
      {missing && <InlineProblem error={new Error(missing)} />}
      {save.error && <InlineProblem error={save.error} />}
      {remove.error && <InlineProblem error={remove.error} />}
      {save.isSuccess && !remove.isSuccess && (
        <p role="status" className={classes.done}>
          {first}'s pictures are set. Show them to {first} once.
        </p>
      )}
      {remove.isSuccess && (
        <p role="status" className={classes.done}>
          {first} cannot sign in by pictures any more.
        </p>
      )}
      <div className={classes.acts}>
        <Button loading={save.isPending} onClick={submit}>
          Set the pictures
        </Button>
        {child.hasPictures && (
          <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
            Take them away
          </Button>
        )}
      </div>
    </div>
  );
}

function gapOf(own: Picture | null, code: readonly Picture[]): string | null {
  if (!own) return "Choose the child's own picture.";
  return code.length < CODE_LENGTH ? "Choose four pictures for the code." : null;
}

interface PictureChoiceProps {
  label: string;
  isPressed?: (picture: Picture) => boolean;
  onChoose: (picture: Picture) => void;
}

function PictureChoice({ label, isPressed, onChoose }: PictureChoiceProps) {
  return (
    <fieldset className={classes.choice}>
      <legend>{label}</legend>
      <div className={classes.pictures}>
        {PICTURES.map((picture) => (
          <button
            key={picture}
            type="button"
            aria-pressed={isPressed?.(picture)}
            onClick={() => onChoose(picture)}
          >
            <PictureSign picture={picture} size={32} />
            {picture}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
