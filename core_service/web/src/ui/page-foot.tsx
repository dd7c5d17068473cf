/** The foot of a page: what stays in reach stands below what scrolls, and so never lies over it (WCAG 2.4.11). */
import { createContext, type ReactNode, use, useState } from "react";
import { createPortal } from "react-dom";
import classes from "./page-foot.module.css";

const PageFootContext = createContext<HTMLElement | null>(null);

/** A frame whose main part scrolls over the foot that its page has, if any. */
export function FootedFrame({ children }: { children: ReactNode }) {
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  return (
    <div className={classes.frame}>
      <PageFootContext value={foot}>{children}</PageFootContext>
      <div ref={setFoot} className={classes.foot} />
    </div>
  );
}

/** Its children are a landmark of their own, since they stand outside the main part. */
export function PageFoot({ children }: { children: ReactNode }) {
  const foot = use(PageFootContext);
  return foot ? createPortal(children, foot) : children;
}

interface FootBarProps {
  /** "Saving": what it is for, to those who listen. */
  label: string;
  children: ReactNode;
}

/** How things stand at its beginning, acts at its end. */
export function FootBar({ label, children }: FootBarProps) {
  return (
    <PageFoot>
      <section className={classes.bar} aria-label={label}>
        {children}
      </section>
    </PageFoot>
  );
}
