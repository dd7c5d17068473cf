/** Calling a session off; whoever changed it meanwhile is seen first (UI 3). */
import { Textarea } from "@mantine/core";
import { useState } from "react";
import { CancelRequestLimits } from "~/generated/limits";
import { useSaving } from "~/lib/use-saving";
import { fieldError, Form } from "~/ui/form";
import { cancelSession, storedSessionQuery } from "../api";
import { toldWords } from "../told";
import { standsWords } from "../when";
import { SessionConflict, type SessionFormProps } from "./stored-session";

export function CancelSession({ loaded, timeZone, onClose }: SessionFormProps) {
  const session = loaded.stored;
  const [reason, setReason] = useState("");
  const saving = useSaving({
    tag: loaded.tag,
    save: async (version) => {
      const cancelled = await cancelSession(session.id, version, reason.trim() || null);
      onClose();
      return cancelled;
    },
    query: storedSessionQuery(session.id),
    onSettled: () => undefined,
    makesOld: [],
  });
  return (
    <Form
      submit="Cancel the session"
      isDanger
      isSaving={saving.isPending}
      error={saving.problem}
      onSubmit={() => saving.save()}
      onClose={onClose}
    >
      <Textarea
        label="Why"
        description="Goes to everybody who is told"
        rows={3}
        maxLength={CancelRequestLimits.reason.maxLength}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={fieldError(saving.problem, "reason")}
        data-autofocus
      />
      <SessionConflict
        saving={saving}
        mine="Cancelled"
        words={(theirs) => standsWords(theirs, timeZone)}
      />
      <p>Told: {toldWords(session)}. A cancelled session cannot be brought back.</p>
    </Form>
  );
}
