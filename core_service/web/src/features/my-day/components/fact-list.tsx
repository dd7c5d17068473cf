/** What is good to know about the students of the next session. */
import { firstName } from "~/lib/wording";
import { Portrait } from "~/ui/portrait";
import type { Fact } from "../api";
import classes from "./my-day.module.css";

export function FactList({ facts }: { facts: readonly Fact[] }) {
  if (facts.length === 0) return <p className={classes.quiet}>Nothing special today.</p>;
  return (
    <ul>
      {facts.map((fact) => (
        <li key={`${fact.student.id} ${fact.kind} ${fact.words}`} className={classes.fact}>
          <Portrait person={fact.student} size={36} />
          <span className={classes.text}>
            <span className={classes.said}>
              <strong>{firstName(fact.student.name)}</strong> {fact.words}
            </span>
            {fact.detail && <span>{fact.detail}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
