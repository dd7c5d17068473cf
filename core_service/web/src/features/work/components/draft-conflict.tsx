/** Two devices changed the same answers: both versions side by side, and the person chooses (UI 3). */
import { ChildText } from "~/ui/child-text";
import { answerInWords, type Answers, differing } from "../answers";
import type { DraftKeeper, SavedDraft } from "../draft-keeper";
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
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">Mine, here</th>
            <th scope="col">The other ones</th>
          </tr>
        </thead>
        <tbody>
          {differing(mine, theirs.answers).map((index) => (
            <tr key={index}>
              <th scope="row">Question {index + 1}</th>
              <td>
                <ChildText>{answerInWords(mine[index])}</ChildText>
              </td>
              <td>
                <ChildText>{answerInWords(theirs.answers[index])}</ChildText>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.choices}>
        <button type="button" data-primary onClick={() => keeper.keepMine()}>
          Keep mine
        </button>
        <button type="button" onClick={() => keeper.takeTheirs()}>
          Take the other ones
        </button>
      </div>
    </section>
  );
}
