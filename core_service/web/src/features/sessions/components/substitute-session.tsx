/** Naming who teaches a planned session instead; whoever changed it meanwhile is seen first (R146, UI 3). */
import type { Person, SessionSummary } from "~/lib/contract";
import { fieldError, Form } from "~/ui/form";
import { PersonSelect } from "~/ui/person-select";
import { withCollisions } from "../collisions";
import { toldWords } from "../told";
import { useSubstitution } from "../use-substitution";
import { standsWords } from "../when";
import { SessionConflict, type SessionFormProps } from "./stored-session";

export function SubstituteSession({ loaded, timeZone, onClose }: SessionFormProps) {
  const { session, tutorId, setTutorId, saving } = useSubstitution({
    loaded,
    onSaved: onClose,
    makesOld: [],
  });
  const error = withCollisions(saving.problem, timeZone);
  return (
    <Form
      submit={tutorId ? "Name as substitute" : `${session.tutor.name} teaches`}
      isSaving={saving.isPending}
      error={error}
      onSubmit={() => saving.save()}
      onClose={onClose}
    >
      <PersonSelect
        label="Substitute"
        description={`Instead of ${session.tutor.name}; empty for nobody`}
        kind="TEACHER"
        centreId={session.centreId}
        value={tutorId}
        known={known(session)}
        onChange={setTutorId}
        error={fieldError(saving.problem, "tutorId")}
      />
      <SessionConflict
        saving={saving}
        mine={tutorId ? "The substitute whom you chose" : `${session.tutor.name} teaches`}
        words={(theirs) => standsWords(theirs, timeZone)}
      />
      <p>Told: {toldWords(session)}.</p>
    </Form>
  );
}

const known = ({ substituteTutor: person }: SessionSummary): Person[] => (person ? [person] : []);
