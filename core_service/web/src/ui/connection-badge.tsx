/** Says how fresh the page is: live, reconnecting since a time, slow mode, offline, or closed for good. */
import { IconCloudOff, IconRefresh, IconHourglassLow } from "@tabler/icons-react";
import { timeOfDay } from "~/lib/durations";
import classes from "./connection-badge.module.css";

export type ConnectionState =
  | { kind: "connecting" }
  | { kind: "live" }
  /** Shown after two seconds without a connection; `since` is the time of what is on the page. */
  | { kind: "reconnecting"; since: number }
  /** Live facts are slow or come by polling; durable acts go by REST all the same. */
  | { kind: "degraded"; since: number }
  | { kind: "offline"; since: number }
  /** Before the room opens. */
  | { kind: "early"; opensAt: number }
  | { kind: "closed"; reason: string };

function connectionWords(connection: ConnectionState): string {
  switch (connection.kind) {
    case "connecting":
      return "Connecting";
    case "live":
      return "Live";
    case "reconnecting":
      return `Reconnecting. Showing ${timeOfDay(connection.since, undefined, true)}`;
    case "degraded":
      return "Slow mode";
    case "offline":
      return `Offline. Showing ${timeOfDay(connection.since, undefined, true)}`;
    case "early":
      return `Opens at ${timeOfDay(connection.opensAt)}`;
    case "closed":
      return connection.reason;
  }
}

function ConnectionSign({ kind }: { kind: ConnectionState["kind"] }) {
  switch (kind) {
    case "live":
      return <span className={classes.disc} aria-hidden />;
    case "connecting":
    case "reconnecting":
      return <IconRefresh size={16} aria-hidden />;
    case "early":
    case "degraded":
      return <IconHourglassLow size={16} aria-hidden />;
    case "offline":
    case "closed":
      return <IconCloudOff size={16} aria-hidden />;
  }
}

export function ConnectionBadge({ connection }: { connection: ConnectionState }) {
  return (
    <span className={classes.badge} data-kind={connection.kind} role="status">
      <ConnectionSign kind={connection.kind} />
      {connectionWords(connection)}
    </span>
  );
}
