/** A tone when a hand has waited for five minutes; said as well, for those who do not hear it (UI 5, Who next). */
import { useEffect, useRef, useState } from "react";
import { useAttention } from "~/features/room/attention-provider";
import { useRoom } from "~/features/room/room-provider";
import { LONG_WAIT_MS } from "~/features/room/who-next";
import { serverNow } from "~/lib/server-clock";
import { subscribeToSeconds } from "~/ui/clock";
import { playChime } from "./chime";

export function LongWaitChime({ isOn }: { isOn: boolean }) {
  const hands = useAttention(({ whoNext }) => whoNext.hands);
  const { store } = useRoom();
  const chimed = useRef(new Set<string>());
  const [words, setWords] = useState("");
  useEffect(() => {
    const look = (now: number) => {
      const { students } = store.getState().room;
      const long = hands.flatMap(({ studentId, since, takenBy }) => {
        const student = students[studentId];
        const isLong = takenBy === null && now - since >= LONG_WAIT_MS;
        const requestId = student?.help?.requestId;
        return isLong && requestId && !chimed.current.has(requestId)
          ? [{ requestId, name: student.name }]
          : [];
      });
      if (long.length === 0) return;
      long.forEach(({ requestId }) => chimed.current.add(requestId));
      setWords(`${long.map(({ name }) => name).join(" and ")}: waiting for five minutes`);
      if (isOn) playChime();
    };
    look(serverNow());
    return subscribeToSeconds(look);
  }, [hands, store, isOn]);
  return (
    <p role="status" className="visually-hidden">
      {words}
    </p>
  );
}
