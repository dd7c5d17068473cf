/** One Idempotency-Key for one content: a retry of the same words is the same request, other words are another. */
import { useRef } from "react";

/** The headers of a request that the core takes once, however often it arrives. */
export const once = (key: string) => ({ "Idempotency-Key": key });

interface OnceKeys {
  keyOf: (content: string) => string;
  /** It has arrived, or was refused: the same words again are meant again. */
  settled: () => void;
}

export function useOnceKeys(): OnceKeys {
  const last = useRef<{ content: string; key: string } | null>(null);
  return {
    keyOf: (content) => {
      if (last.current?.content !== content) last.current = { content, key: crypto.randomUUID() };
      return last.current.key;
    },
    settled: () => {
      last.current = null;
    },
  };
}
