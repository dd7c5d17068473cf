/** Running clocks: one interval for the whole page, writing text into the DOM without rendering. */
import { useEffect, useRef } from "react";
import { serverNow } from "~/lib/server-clock";

type Tick = (now: number) => void;

const ticking = new Set<Tick>();
let interval: number | undefined;

/** Calls back once a second with the server's time, as long as anyone is subscribed. */
export function subscribeToSeconds(tick: Tick): () => void {
  ticking.add(tick);
  interval ??= window.setInterval(() => {
    const now = serverNow();
    ticking.forEach((each) => each(now));
  }, 1000);
  return () => {
    ticking.delete(tick);
    if (ticking.size === 0) {
      window.clearInterval(interval);
      interval = undefined;
    }
  };
}

interface ClockProps {
  /** Turns the server's time into the text to show; must be cheap. */
  format: (now: number) => string;
  className?: string;
  title?: string;
}

export function Clock({ format, className, title }: ClockProps) {
  const element = useRef<HTMLSpanElement>(null);
  const latestFormat = useRef(format);
  useEffect(() => {
    latestFormat.current = format;
    const write = (now: number) => {
      const text = latestFormat.current(now);
      if (element.current && element.current.textContent !== text)
        element.current.textContent = text;
    };
    write(serverNow());
    return subscribeToSeconds(write);
  }, [format]);
  return (
    <span ref={element} className={className} title={title} suppressHydrationWarning>
      {format(serverNow())}
    </span>
  );
}
