/** The places of a student's session, which never move: bar, connection line, the one task, and what stands beside it. */
import { createContext, type ReactNode, use, useState } from "react";
import { createPortal } from "react-dom";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import classes from "./session-frame.module.css";

const BesidesContext = createContext<HTMLElement | null>(null);

interface SessionFrameProps {
  toolbar: ReactNode;
  connection?: ReactNode;
  /** Messages and the hand's words; on narrow screens they come above the task. */
  aside?: ReactNode;
  /** A screen without a task needs no place beside it. */
  isWide?: boolean;
  children: ReactNode;
}

export function SessionFrame(props: SessionFrameProps) {
  const { toolbar, connection, aside, isWide = false, children } = props;
  const [besides, setBesides] = useState<HTMLElement | null>(null);
  return (
    <div className={classes.frame}>
      {toolbar}
      {connection}
      <div className={classes.body} data-wide={isWide}>
        <main className={classes.main}>
          <BesidesContext value={besides}>{children}</BesidesContext>
        </main>
        <aside className={classes.aside} aria-label="Beside the task">
          {aside}
          <div ref={setBesides} className={classes.besides} />
        </aside>
      </div>
    </div>
  );
}

/** What a task puts beside itself: on wide screens alone, so the task must show it on narrow ones. */
export function Beside({ children }: { children: ReactNode }) {
  const besides = use(BesidesContext);
  return besides && createPortal(children, besides);
}

interface BesideCardProps {
  title: string;
  /** Read to the youngest, where it stands on their screen. */
  words?: string;
  children?: ReactNode;
}

/** One quiet card beside the task. */
export function BesideCard({ title, words, children }: BesideCardProps) {
  return (
    <section className={classes.card}>
      <h2>{title}</h2>
      {words && <p>{words}</p>}
      {words && <ReadToYoungest text={`${title}. ${words}`} />}
      {children}
    </section>
  );
}

/** A quiet button beside the task. */
export function BesideButton({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <button type="button" className={classes.button} onClick={onClick}>
      {children}
    </button>
  );
}
