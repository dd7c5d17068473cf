/** What every step of a student's session is given: the view of the moment, and what the student chose meanwhile. */
import type { Choices } from "~/features/student-session/flow";
import type { StudentView } from "~/lib/contract";

export interface StepProps {
  view: StudentView;
  choices: Choices;
  setChoices: (choices: Choices) => void;
  /** Resolves when the newer view is there, or could not be had. */
  refresh: () => Promise<void>;
}
