/** The end of an editor: the choice between two versions, what failed, whether it is saved, and Save. */
import { Button } from "@mantine/core";
import { EditConflict } from "~/ui/edit-conflict";
import { FootBar } from "~/ui/page-foot";
import { InlineProblem } from "~/ui/state-view";
import type { KeptSaving } from "../use-kept-saving";

interface EditorFootProps<Stored, Form> {
  kept: KeptSaving<Stored, Form>;
  /** "this lesson". */
  what: string;
  /** The form in the words by which two versions are told apart. */
  wordsOf: (form: Form) => string;
  isReadOnly: boolean;
}

export function EditorFoot<Stored, Form>(props: EditorFootProps<Stored, Form>) {
  const { kept, what, wordsOf, isReadOnly } = props;
  const { form, theirs, isChanged, saving } = kept;
  return (
    <>
      {theirs && (
        <EditConflict
          what={what}
          mine={wordsOf(form)}
          theirs={wordsOf(theirs)}
          onKeepMine={saving.keepMine}
          onTakeTheirs={saving.takeTheirs}
        />
      )}
      {saving.problem && <InlineProblem error={saving.problem} />}
      {!isReadOnly && (
        <FootBar label="Saving">
          <p role="status">{isChanged ? "Not saved yet, kept on this device." : "Saved."}</p>
          <Button loading={saving.isPending} onClick={saving.save}>
            Save
          </Button>
        </FootBar>
      )}
    </>
  );
}
