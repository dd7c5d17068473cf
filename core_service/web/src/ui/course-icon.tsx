/** A course's sign: a calculator, letters, a flask, or a book for everything else. */
import { IconBook2, IconCalculator, IconFlask2, IconLetterCase } from "@tabler/icons-react";
import classes from "./course-icon.module.css";

const SIGNS = [
  { pattern: /math/i, Icon: IconCalculator },
  { pattern: /english|read|writ|language/i, Icon: IconLetterCase },
  { pattern: /science|physic|chem|biolog/i, Icon: IconFlask2 },
] as const;

export function CourseIcon({ subject, size = 14 }: { subject: string; size?: number }) {
  const Icon = SIGNS.find(({ pattern }) => pattern.test(subject))?.Icon ?? IconBook2;
  return <Icon className={classes.sign} size={size} stroke={1.75} aria-hidden />;
}

/** "Mathematics" takes too much of a card: tutors read "Maths". */
export function shortCourseName(name: string): string {
  return name.replace(/mathematics/i, "Maths");
}
