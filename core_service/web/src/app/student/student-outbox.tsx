/** The outbox of the student who is signed in: on every page of theirs, so that what waits leaves from anywhere. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { createHandSender, isHandAct } from "~/features/student-session/hand-acts";
import { HAND_IN, sendHandIn } from "~/features/work/hand-in-act";
import { Outbox, type SendAct } from "~/lib/outbox";
import { OutboxContext } from "~/lib/use-outbox";

function createSender(): SendAct {
  const sendHand = createHandSender();
  return async (act) => {
    if (act.kind === HAND_IN) return sendHandIn(act);
    if (isHandAct(act)) return sendHand(act);
    throw new Error(`Nobody knows how to send “${act.kind}”.`);
  };
}

/** Key it by the person: one student's acts are never another's. */
export function StudentOutbox({ userId, children }: { userId: string; children: ReactNode }) {
  const [outbox] = useState(() => new Outbox(userId, createSender()));
  const queries = useQueryClient();
  useEffect(() => {
    const retry = () => outbox.retry();
    const backOnline = () => {
      outbox.retry();
      void queries.invalidateQueries();
    };
    const stopListening = outbox.onDone((act) => {
      if (act.kind === HAND_IN) void queries.invalidateQueries({ queryKey: ["work"] });
    });
    void outbox.start();
    window.addEventListener("online", backOnline);
    document.addEventListener("visibilitychange", retry);
    return () => {
      stopListening();
      outbox.stop();
      window.removeEventListener("online", backOnline);
      document.removeEventListener("visibilitychange", retry);
    };
  }, [outbox, queries]);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}
