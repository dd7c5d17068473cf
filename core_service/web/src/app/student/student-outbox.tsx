/** The outbox of the student who is signed in: on every page of theirs, so that what waits leaves from anywhere. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { createHandSender, isHandAct } from "~/features/student-session/hand-acts";
import { isRead, sendRead } from "~/features/student-session/read-act";
import { showStarted } from "~/features/work/api";
import { isBegin, sendBegin } from "~/features/work/begin-act";
import { clearShelf, moveShelf } from "~/features/work/draft-shelf";
import { isHandIn, sendHandIn } from "~/features/work/hand-in-act";
import { Outbox, type SendAct } from "~/lib/outbox";
import { OutboxContext } from "~/lib/use-outbox";

function createSender(userId: string, queries: QueryClient): SendAct {
  const sendHand = createHandSender();
  return async (act) => {
    if (isBegin(act)) {
      const started = await sendBegin(act);
      const { attemptId } = act.body;
      if (started.attempt.id !== attemptId) await moveShelf(userId, attemptId, started.attempt.id);
      showStarted(queries, started);
      return started;
    }
    if (isHandIn(act)) {
      const handedIn = await sendHandIn(act);
      await clearShelf(userId, act.body.attemptId);
      return handedIn;
    }
    if (isRead(act)) return sendRead(act);
    if (isHandAct(act)) return sendHand(act);
    throw new Error(`Nobody knows how to send “${act.kind}”.`);
  };
}

/** Key it by the person: one student's acts are never another's. */
export function StudentOutbox({ userId, children }: { userId: string; children: ReactNode }) {
  const queries = useQueryClient();
  const [outbox] = useState(() => new Outbox(userId, createSender(userId, queries)));
  useEffect(() => {
    const retry = () => outbox.retry();
    const backOnline = () => {
      outbox.retry();
      void queries.invalidateQueries();
    };
    const stopListening = outbox.onDone((act) => {
      if (isHandIn(act)) void queries.invalidateQueries({ queryKey: ["work"] });
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
