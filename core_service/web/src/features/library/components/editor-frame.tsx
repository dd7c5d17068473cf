/** The form in which a part of the library is written: its fields, the choice between two versions, what failed, Save. */
import { Button } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { EditConflict } from "~/ui/edit-conflict";
import { FormFrame, FormProblem } from "~/ui/form";
import { FootBar } from "~/ui/page-foot";
import type { KeptSaving } from "../use-kept-saving";
import classes from "./editor.module.css";
import { MayOnlyRead } from "./may-only-read";

interface EditorFrameProps<Stored, Form, Aim> {
  kept: KeptSaving<Stored, Form, Aim>;
  /** What Save saves it as. */
  aim: Aim;
  /** "this lesson". */
  what: string;
  /** The form in the words by which two versions are told apart. */
  wordsOf: (form: Form) => string;
  /** "Saved.", or what keeps it from more. */
  state?: string;
  isReadOnly: boolean;
  /** Before Save. */
  acts?: ReactNode;
  children: ReactNode;
}

export function EditorFrame<Stored, Form, Aim = void>(props: EditorFrameProps<Stored, Form, Aim>) {
  const { kept, aim, what, wordsOf, isReadOnly, acts, children } = props;
  const { form, theirs, isChanged, saving } = kept;
  const id = useId();
  const save = () => saving.save(aim);
  const state = props.state ?? (isChanged ? "Not saved yet, kept on this device." : "Saved.");
  return (
    <FormFrame
      id={id}
      className={classes.editor}
      isSaving={saving.isPending}
      error={saving.problem}
      isKeptOnDevice
      onSubmit={() => !isReadOnly && save()}
    >
      <MayOnlyRead isReadOnly={isReadOnly}>{children}</MayOnlyRead>
      {theirs && (
        <EditConflict
          what={what}
          mine={wordsOf(form)}
          theirs={wordsOf(theirs)}
          onKeepMine={saving.keepMine}
          onTakeTheirs={saving.takeTheirs}
        />
      )}
      {saving.problem && <FormProblem error={saving.problem} onRetry={save} />}
      {!isReadOnly && (
        <FootBar label="Saving">
          <p role="status">{state}</p>
          {acts}
          <Button type="submit" form={id} loading={saving.isPending}>
            Save
          </Button>
        </FootBar>
      )}
    </FormFrame>
  );
}
