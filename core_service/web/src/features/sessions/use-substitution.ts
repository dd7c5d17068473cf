/** Choosing who teaches a session instead, over what was just read of it (R146, UI 3). */
import type { QueryKey } from "@tanstack/react-query";
import { useState } from "react";
import type { SessionSummary } from "~/lib/contract";
import type { Tagged } from "~/lib/tagged";
import { useSaving } from "~/lib/use-saving";
import { storedSessionQuery, substituteTutor } from "./api";

interface SubstitutionOptions {
  loaded: Tagged<SessionSummary>;
  onSaved: () => void;
  makesOld?: QueryKey;
}

/** `tutorId` is null where the session's own tutor teaches. */
export function useSubstitution({ loaded, onSaved, ...further }: SubstitutionOptions) {
  const [session, setSession] = useState(loaded.stored);
  const [tutorId, setTutorId] = useState(session.substituteTutor?.id ?? null);
  const saving = useSaving({
    ...further,
    tag: loaded.tag,
    save: async (version) => {
      const covered = await substituteTutor(session.id, version, tutorId);
      onSaved();
      return covered;
    },
    query: storedSessionQuery(session.id),
    onSettled: (theirs) => {
      setSession(theirs);
      setTutorId(theirs.substituteTutor?.id ?? null);
    },
  });
  return { session, tutorId, setTutorId, saving };
}
