/** Two devices changed the same answers: both versions side by side, and the person chooses (UI 3). */
import { ChildText } from "~/ui/child-text";
import { DataTable } from "~/ui/data-table";
import { answerInWords, type Answers, differing } from "../answers";
import type { DraftKeeper, SavedDraft } from "../draft-keeper";
import { ChoiceButton } from "./choice-button";
import classes from "./draft-conflict.module.css";

interface DraftConflictProps {
  mine: Answers;
  theirs: SavedDraft;
  keeper: DraftKeeper;
}

export function DraftConflictPanel({ mine, theirs, keeper }: DraftConflictProps) {
  return (
    <section className={classes.conflict} role="alertdialog" aria-labelledby="conflict">
      <h2 id="conflict">These answers were also changed somewhere else</h2>
      <p>Which ones do you want to go on with?</p>
      <DataTable
        caption="Answers that differ"
        columns={[
          { label: "Question", cell: (index) => `Question ${index + 1}` },
          {
            label: "Mine, here",
            cell: (index) => <ChildText>{answerInWords(mine[index])}</ChildText>,
          },
          {
            label: "The other ones",
            cell: (index) => <ChildText>{answerInWords(theirs.answers[index])}</ChildText>,
          },
        ]}
        rows={differing(mine, theirs.answers)}
        keyOf={(index) => index}
      />
      <div className={classes.choices}>
        <ChoiceButton isMain onClick={() => keeper.keepMine()}>
          Keep mine
        </ChoiceButton>
        <ChoiceButton onClick={() => keeper.takeTheirs()}>Take the other ones</ChoiceButton>
      </div>
    </section>
  );
}
