/** One Idempotency-Key for one content: a retry of the same words is the same request, other words are another. */
import { useRef } from "react";

export interface OnceKeys {
  keyOf: (content: string) => string;
  /** It has arrived: the same words again are meant again. */
  arrived: () => void;
}

export function useOnceKeys(): OnceKeys {
  const last = useRef<{ content: string; key: string } | null>(null);
  return {
    keyOf: (content) => {
      if (last.current?.content !== content) last.current = { content, key: crypto.randomUUID() };
      return last.current.key;
    },
    arrived: () => {
      last.current = null;
    },
  };
}
