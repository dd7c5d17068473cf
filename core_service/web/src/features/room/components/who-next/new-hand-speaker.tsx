/** The page's one live region for students: only a new hand is spoken (UI 3). */
import { useEffect, useRef, useState } from "react";
import { useAttention } from "../../attention-provider";
import { useRoom } from "../../room-provider";
import { handWords } from "./who-next-rail";

export function NewHandSpeaker() {
  const hands = useAttention(({ whoNext }) => whoNext.hands);
  const { store } = useRoom();
  const known = useRef<ReadonlySet<string> | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const { students } = store.getState().room;
    const raised = hands.flatMap(({ studentId }) => students[studentId] ?? []);
    const isNew = raised.filter(({ help }) => help && !known.current?.has(help.requestId));
    if (known.current !== null && isNew.length > 0) {
      setWords(isNew.map((each) => `${each.name} has a hand up. ${handWords(each)}`).join(". "));
    }
    const seen = raised.flatMap(({ help }) => help?.requestId ?? []);
    known.current = new Set([...(known.current ?? []), ...seen]);
  }, [hands, store]);
  return (
    <p role="status" aria-live="assertive" className="visually-hidden">
      {words}
    </p>
  );
}
