/** A panel that opens beside a student's work and is closed again. */
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./side-panel.module.css";

interface SidePanelProps {
  label: string;
  title: string;
  closeLabel: string;
  onClose: () => void;
  /** It belongs to the raised hand, and has its colour. */
  isOfHand?: boolean;
  className?: string;
  children: ReactNode;
}

export function SidePanel(props: SidePanelProps) {
  return (
    <section
      className={`${classes.panel} ${props.className ?? ""}`}
      data-of-hand={props.isOfHand || undefined}
      aria-label={props.label}
    >
      <header>
        <h2>{props.title}</h2>
        <button type="button" aria-label={props.closeLabel} onClick={props.onClose}>
          <IconX aria-hidden stroke={1.8} />
        </button>
      </header>
      {props.children}
    </section>
  );
}
