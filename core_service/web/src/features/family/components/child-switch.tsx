/** Which child the page is about, where a parent has several. */
import { Link } from "react-router";
import { firstName } from "~/lib/wording";
import { Portrait } from "~/ui/portrait";
import type { Child } from "../api";
import classes from "./family.module.css";

interface ChildSwitchProps {
  family: readonly Child[];
  current: string;
  pathOf: (studentId: string) => string;
}

export function ChildSwitch({ family, current, pathOf }: ChildSwitchProps) {
  if (family.length < 2) return null;
  return (
    <nav aria-label="Your children" className={classes.children}>
      {family.map((child) => (
        <Link
          key={child.id}
          to={pathOf(child.id)}
          className={classes.child}
          aria-current={child.id === current ? "page" : undefined}
        >
          <Portrait person={child} size={40} />
          <span>
            <strong>{firstName(child.name)}</strong>
            {child.schoolGrade !== null && <small>Class {child.schoolGrade}</small>}
          </span>
        </Link>
      ))}
    </nav>
  );
}
