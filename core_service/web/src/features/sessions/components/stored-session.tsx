/** A session read with its version before a form changes it, and the choice where somebody else was faster (UI 3). */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { SessionSummary } from "~/lib/contract";
import type { Tagged } from "~/lib/tagged";
import type { Saving } from "~/lib/use-saving";
import { EditConflict } from "~/ui/edit-conflict";
import { Loaded } from "~/ui/loaded";
import { storedSessionQuery } from "../api";

interface StoredSessionProps {
  sessionId: string;
  children: (loaded: Tagged<SessionSummary>) => ReactNode;
}

export function StoredSession({ sessionId, children }: StoredSessionProps) {
  const query = useQuery(storedSessionQuery(sessionId));
  return (
    <Loaded query={query} loading="Loading the session" failed="It could not be loaded">
      {children}
    </Loaded>
  );
}

/** A form over a session that was just read. */
export interface SessionFormProps {
  loaded: Tagged<SessionSummary>;
  timeZone?: string;
  onClose: () => void;
}

interface SessionConflictProps {
  saving: Saving<SessionSummary>;
  mine: ReactNode;
  words: (theirs: SessionSummary) => ReactNode;
}

export function SessionConflict({ saving, mine, words }: SessionConflictProps) {
  if (!saving.theirs) return null;
  return (
    <EditConflict
      what="this session"
      mine={mine}
      theirs={words(saving.theirs.stored)}
      onKeepMine={saving.keepMine}
      onTakeTheirs={saving.takeTheirs}
    />
  );
}
