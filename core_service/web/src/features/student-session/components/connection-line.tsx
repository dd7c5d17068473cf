/** What a student is told when the line to the room is away: carry on, nothing is lost (UI 3). */
import { IconCloudOff, IconHourglassLow, IconRefresh } from "@tabler/icons-react";
import type { ConnectionState } from "~/ui/connection-badge";
import classes from "./connection-line.module.css";

interface ConnectionLineProps {
  connection: ConnectionState;
  /** A device knows at once that its network is gone; the line notices only after missed pings. */
  hasNetwork: boolean;
  device: string;
}

export function ConnectionLine({ connection, hasNetwork, device }: ConnectionLineProps) {
  if (!hasNetwork && connection.kind !== "closed") return <Offline device={device} />;
  switch (connection.kind) {
    case "live":
    case "connecting":
      return null;
    case "reconnecting":
      return (
        <p className={classes.line} role="status">
          <IconRefresh aria-hidden stroke={1.8} />
          <span>
            <strong>Reconnecting</strong> Carry on. Your answers are kept on this {device}.
          </span>
        </p>
      );
    case "offline":
      return <Offline device={device} />;
    case "degraded":
      return (
        <p className={classes.line} data-mild role="status">
          <IconHourglassLow aria-hidden stroke={1.8} />
          <span>
            <strong>Slow mode</strong> Everything works; news may take a few seconds.
          </span>
        </p>
      );
    case "closed":
      return (
        <p className={classes.line} role="alert">
          <IconCloudOff aria-hidden stroke={1.8} />
          <span>
            <strong>Not connected</strong> {connection.reason}
          </span>
          <button type="button" onClick={() => window.location.reload()}>
            Reload
          </button>
        </p>
      );
  }
}

function Offline({ device }: { device: string }) {
  return (
    <p className={classes.line} role="status">
      <IconCloudOff aria-hidden stroke={1.8} />
      <span>
        <strong>No internet just now</strong> Carry on. Your answers are kept on this {device}.
      </span>
    </p>
  );
}
