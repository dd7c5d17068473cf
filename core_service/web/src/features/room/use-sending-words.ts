/** Words from a form of the room: sent once however often it is tried, and kept until they have arrived. */
import { useOnceAct } from "~/lib/use-once-act";
import { notesQuery } from "./api";
import { useRoom } from "./room-provider";

interface SendingWords {
  text: string;
  /** False where nothing was sent, because one only watches. */
  send: (text: string, key: string) => Promise<boolean>;
  onSent: () => void;
}

export function useSendingWords({ text, send, onSent }: SendingWords) {
  const { sessionId } = useRoom();
  const words = text.trim();
  const sending = useOnceAct(async (wanted: string, key: string) => {
    if (await send(wanted, key)) onSent();
  }, notesQuery(sessionId).queryKey);
  return {
    error: sending.error,
    isSending: sending.isPending,
    isEmpty: words === "",
    submit: () => {
      if (words !== "") sending.mutate(words);
    },
  };
}
