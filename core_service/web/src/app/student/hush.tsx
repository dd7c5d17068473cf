/** A student's news waits while a question is open, and is told at its end (R293). */
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { NewsToast } from "~/features/notifications/components/news-toast";

const HushContext = createContext<((isHushed: boolean) => void) | null>(null);

export function NewsBetweenQuestions({ children }: { children: ReactNode }) {
  const [isHushed, setHushed] = useState(false);
  return (
    <HushContext value={setHushed}>
      {children}
      <NewsToast isHushed={isHushed} isBelowBar />
    </HushContext>
  );
}

/** No news as long as the component that calls this is on show. */
export function useHush(): void {
  const setHushed = use(HushContext);
  useEffect(() => {
    setHushed?.(true);
    return () => setHushed?.(false);
  }, [setHushed]);
}
