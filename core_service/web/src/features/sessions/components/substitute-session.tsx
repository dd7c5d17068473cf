/** Naming who teaches a planned session instead; whoever changed it meanwhile is seen first (R146, UI 3). */
import { useState } from "react";
import type { Person, SessionSummary } from "~/lib/contract";
import type { Tagged } from "~/lib/tagged";
import { useSaving } from "~/lib/use-saving";
import { fieldError, Form } from "~/ui/form";
import { PersonSelect } from "~/ui/person-select";
import { storedSessionQuery, substituteTutor } from "../api";
import { withCollisions } from "../collisions";
import { toldWords } from "../told";
import { standsWords } from "../when";
import { SessionConflict, StoredSession } from "./stored-session";

interface SubstituteSessionProps {
  session: SessionSummary;
  timeZone?: string;
  onClose: () => void;
}

export function SubstituteSession(props: SubstituteSessionProps) {
  return (
    <StoredSession sessionId={props.session.id}>
      {(loaded) => <SubstituteForm {...props} loaded={loaded} />}
    </StoredSession>
  );
}

interface SubstituteFormProps extends SubstituteSessionProps {
  loaded: Tagged<SessionSummary>;
}

function SubstituteForm({ loaded, timeZone, onClose }: SubstituteFormProps) {
  const [session, setSession] = useState(loaded.stored);
  const [tutorId, setTutorId] = useState(session.substituteTutor?.id ?? null);
  const saving = useSaving<SessionSummary>({
    tag: loaded.tag,
    save: async (version) => {
      await substituteTutor(session.id, version, tutorId);
      onClose();
    },
    query: storedSessionQuery(session.id),
    onSettled: (theirs) => {
      setSession(theirs);
      setTutorId(theirs.substituteTutor?.id ?? null);
    },
    makesOld: [],
  });
  const error = withCollisions(saving.problem, timeZone);
  return (
    <Form
      submit={tutorId ? "Name as substitute" : `${session.tutor.name} teaches`}
      isSaving={saving.isPending}
      error={error}
      onSubmit={saving.save}
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
