/** The frame of a page: its name, what can be done there, and cards below. */
import type { ReactNode } from "react";
import type { ActsLog } from "~/lib/acts-log";
import { ActBar } from "./act-bar";
import { PageName } from "./page-name";
import classes from "./page.module.css";

interface PageProps {
  title: string;
  /** What the window is called, where `title` would not tell the page from others. */
  windowTitle?: string;
  /** The button of the menu where the sidebar is a drawer, or the way back. */
  lead?: ReactNode;
  /** Beside the name, smaller. */
  note?: ReactNode;
  /** At the end of the header. */
  actions?: ReactNode;
  /** What was done on the page and can be undone; shown at the top, also of a page that is scrolled. */
  log?: ActsLog;
  children: ReactNode;
}

export function Page({ title, windowTitle, lead, note, actions, log, children }: PageProps) {
  return (
    <div className={classes.page}>
      {log && (
        <div className={classes.acts}>
          <ActBar log={log} />
        </div>
      )}
      <header className={classes.header}>
        {lead}
        <PageName window={windowTitle}>{title}</PageName>
        {note && <p>{note}</p>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface CardProps {
  title: string;
  /** Before the title. */
  sign?: ReactNode;
  /** At the end of the card's first line. */
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}

/** A section with its name as heading; `id` must be given where a page has two of the same name. */
export function Card({ title, sign, aside, id, children }: CardProps) {
  const headingId = id ?? `card-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  return (
    <section className={classes.card} aria-labelledby={headingId}>
      <div className={classes.cardHead}>
        <h2 id={headingId}>
          {sign} {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
