/** A student in one of the assessors' lists: who it is, and beside the face what is to be decided. */
import type { ComponentProps, ReactNode } from "react";
import { Portrait } from "~/ui/portrait";
import classes from "./student-row.module.css";

interface StudentRowProps {
  student: ComponentProps<typeof Portrait>["person"];
  children: ReactNode;
}

export function StudentRow({ student, children }: StudentRowProps) {
  return (
    <li className={classes.row}>
      <Portrait person={student} size={40} />
      <div className={classes.what}>{children}</div>
    </li>
  );
}
