/** A tone when a hand has waited for as long as the centre allows; said as well, for those who do not hear it (UI 5). */
import { useEffect, useRef, useState } from "react";
import { useAttention } from "~/features/room/attention-provider";
import { useRoom } from "~/features/room/room-provider";
import { MINUTE_MS } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { subscribeToSeconds } from "~/ui/clock";
import { playChime } from "./chime";

interface LongWaitChimeProps {
  isOn: boolean;
  /** The centre's setting: from then on supervisors learn of the hand too. */
  longWaitMinutes: number;
}

export function LongWaitChime({ isOn, longWaitMinutes }: LongWaitChimeProps) {
  const hands = useAttention(({ whoNext }) => whoNext.hands);
  const { store } = useRoom();
  const chimed = useRef(new Set<string>());
  const [words, setWords] = useState("");
  useEffect(() => {
    const look = (now: number) => {
      const { students } = store.getState().room;
      const long = hands.flatMap(({ studentId, since, takenBy }) => {
        const student = students[studentId];
        const isLong = takenBy === null && now - since >= longWaitMinutes * MINUTE_MS;
        const requestId = student?.help?.requestId;
        return isLong && requestId && !chimed.current.has(requestId)
          ? [{ requestId, name: student.name }]
          : [];
      });
      if (long.length === 0) return;
      long.forEach(({ requestId }) => chimed.current.add(requestId));
      setWords(
        `${long.map(({ name }) => name).join(" and ")}: waiting for ${minutes(longWaitMinutes)}`,
      );
      if (isOn) playChime();
    };
    look(serverNow());
    return subscribeToSeconds(look);
  }, [hands, store, isOn, longWaitMinutes]);
  return (
    <p role="status" className="visually-hidden">
      {words}
    </p>
  );
}

function minutes(count: number): string {
  return count === 1 ? "a minute" : `${count} minutes`;
}
