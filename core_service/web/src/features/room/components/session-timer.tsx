/** The countdown, with its bar and the alerts at ten and five minutes. */
import { useCallback, useEffect, useRef, useState } from "react";
import { clockText, MINUTE_MS } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { Clock, subscribeToSeconds } from "~/ui/clock";
import { useRoomState } from "../room-provider";
import classes from "./session-timer.module.css";

const ALERT_MINUTES = [10, 5] as const;

type Urgency = "calm" | "soon" | "very-soon" | "over";

export function SessionTimer() {
  const status = useRoomState((room) => room.status);
  const start = useRoomState((room) => room.scheduledStart);
  const end = useRoomState((room) => room.scheduledEnd);
  switch (status) {
    case "SCHEDULED":
      return <UntilStart start={start} />;
    case "IN_PROGRESS":
      return <TimeLeft start={start} end={end} />;
    case "COMPLETED":
      return <p className={classes.timer}>The session is over</p>;
    case "CANCELLED":
      return <p className={classes.timer}>The session is cancelled</p>;
  }
}

function UntilStart({ start }: { start: number }) {
  const time = useCallback((now: number) => clockText(Math.abs(start - now)), [start]);
  const words = useCallback(
    (now: number) => (now < start ? "until it starts" : "past its start"),
    [start],
  );
  return (
    <div className={classes.timer}>
      <span className={classes.text}>
        <Clock format={time} className={classes.time} />
        <Clock format={words} className={classes.words} />
      </span>
    </div>
  );
}

function TimeLeft({ start, end }: { start: number; end: number }) {
  const minutes = Math.round((end - start) / MINUTE_MS);
  const urgency = useUrgency(end);
  const time = useCallback(
    (now: number) => (now <= end ? clockText(end - now) : `over by ${clockText(now - end)}`),
    [end],
  );
  return (
    <div className={classes.timer} data-urgency={urgency}>
      <span className={classes.text}>
        <Clock format={time} className={classes.time} />
        {urgency !== "over" && <span className={classes.words}>left of {minutes} min</span>}
      </span>
      <Bar start={start} end={end} />
      <span role="status" className="visually-hidden">
        {ALERTS[urgency]}
      </span>
    </div>
  );
}

const ALERTS: Readonly<Record<Urgency, string>> = {
  calm: "",
  soon: "Ten minutes left",
  "very-soon": "Five minutes left",
  over: "The session is over its time",
};

function urgencyAt(now: number, end: number): Urgency {
  const left = end - now;
  if (left < 0) return "over";
  if (left <= ALERT_MINUTES[1] * MINUTE_MS) return "very-soon";
  return left <= ALERT_MINUTES[0] * MINUTE_MS ? "soon" : "calm";
}

/** Renders only when the urgency changes, not with each second. */
function useUrgency(end: number): Urgency {
  const [urgency, setUrgency] = useState(() => urgencyAt(serverNow(), end));
  useEffect(() => {
    const look = (now: number) => setUrgency(urgencyAt(now, end));
    look(serverNow());
    return subscribeToSeconds(look);
  }, [end]);
  return urgency;
}

function Bar({ start, end }: { start: number; end: number }) {
  const fill = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const write = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - start) / (end - start)));
      if (fill.current) fill.current.style.width = `${(100 * share).toFixed(1)}%`;
    };
    write(serverNow());
    return subscribeToSeconds(write);
  }, [start, end]);
  return (
    <span className={classes.bar} aria-hidden>
      <span ref={fill} className={classes.fill} />
      {ALERT_MINUTES.map((minutes) => {
        const place = 100 - (100 * minutes * MINUTE_MS) / (end - start);
        return (
          place > 0 && <span key={minutes} className={classes.tick} style={{ left: `${place}%` }} />
        );
      })}
    </span>
  );
}
