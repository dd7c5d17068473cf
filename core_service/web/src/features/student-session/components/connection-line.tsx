/** What a student is told when the line to the room is away: carry on, nothing is lost (UI 3). */
import { type Icon, IconCloudOff, IconHourglassLow, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ConnectionState } from "~/ui/connection-badge";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import classes from "./connection-line.module.css";

interface ConnectionLineProps {
  connection: ConnectionState;
  /** A device knows at once that its network is gone; the line notices only after missed pings. */
  hasNetwork: boolean;
  device: string;
}

export function ConnectionLine({ connection, hasNetwork, device }: ConnectionLineProps) {
  const carryOn = `Carry on. Your answers are kept on this ${device}.`;
  const offline = <Line Sign={IconCloudOff} title="No internet just now" words={carryOn} />;
  if (!hasNetwork && connection.kind !== "closed") return offline;
  switch (connection.kind) {
    case "live":
    case "connecting":
      return null;
    case "reconnecting":
      return <Line Sign={IconRefresh} title="Reconnecting" words={carryOn} />;
    case "offline":
      return offline;
    case "degraded":
      return (
        <Line
          Sign={IconHourglassLow}
          title="Slow mode"
          words="Everything works; news may take a few seconds."
          isMild
        />
      );
    case "closed":
      return (
        <Line Sign={IconCloudOff} title="Not connected" words={connection.reason} role="alert">
          <button type="button" className={classes.reload} onClick={() => window.location.reload()}>
            Reload
          </button>
        </Line>
      );
  }
}

interface LineProps {
  Sign: Icon;
  title: string;
  words: string;
  isMild?: boolean;
  role?: "status" | "alert";
  /** What can be done about it. */
  children?: ReactNode;
}

function Line({ Sign, title, words, isMild, role = "status", children }: LineProps) {
  return (
    <div className={classes.line} data-mild={isMild || undefined}>
      <Sign aria-hidden stroke={1.8} />
      <p role={role}>
        <strong>{title}</strong> {words}
      </p>
      <ReadToYoungest text={`${title}. ${words}`} />
      {children}
    </div>
  );
}
