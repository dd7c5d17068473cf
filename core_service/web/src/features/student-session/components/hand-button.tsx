/** The hand: one touch, always at the same place (UI 6). */
import { IconCloudOff, IconHandStop } from "@tabler/icons-react";
import { useEffect, useEffectEvent } from "react";
import type { Person } from "~/lib/contract";
import { Portrait } from "~/ui/portrait";
import type { HandFace } from "../hand";
import classes from "./hand-button.module.css";

interface HandButtonProps {
  face: HandFace;
  tutor: Person;
  onToggle: () => void;
}

export function HandButton({ face, tutor, onToggle }: HandButtonProps) {
  const toggle = useEffectEvent(onToggle);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.code !== "KeyH") return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <button
      type="button"
      className={classes.hand}
      data-kind={face.kind}
      aria-pressed={face.kind !== "down"}
      aria-keyshortcuts="Alt+H"
      onClick={onToggle}
    >
      <Sign face={face} tutor={tutor} />
      <span className={classes.words} aria-live="polite">
        <strong>{face.title}</strong>
        {face.detail && <span>{face.detail}</span>}
      </span>
    </button>
  );
}

function Sign({ face, tutor }: { face: HandFace; tutor: Person }) {
  if (face.kind === "coming") return <Portrait person={tutor} size={44} status="hand" />;
  if (face.kind === "kept") return <IconCloudOff aria-hidden stroke={1.8} />;
  return <IconHandStop aria-hidden stroke={1.8} />;
}
