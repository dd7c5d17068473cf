/** The frame of a page: its name, what can be done there, and cards below. */
import type { ReactNode } from "react";
import classes from "./page.module.css";

interface PageProps {
  title: string;
  /** The button of the menu where the sidebar is a drawer, or the way back. */
  lead?: ReactNode;
  /** Beside the name, smaller. */
  note?: ReactNode;
  /** At the end of the header. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, lead, note, actions, children }: PageProps) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        {lead}
        <h1>{title}</h1>
        {note && <p>{note}</p>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface CardProps {
  title: string;
  /** At the end of the card's first line. */
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}

/** A section with its name as heading; `id` must be given where a page has two of the same name. */
export function Card({ title, aside, id, children }: CardProps) {
  const headingId = id ?? `card-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  return (
    <section className={classes.card} aria-labelledby={headingId}>
      <div className={classes.cardHead}>
        <h2 id={headingId}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
