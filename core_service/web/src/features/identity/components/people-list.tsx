/** People of a centre in lines: name, address, roles, and whether they are locked out. */
import { Link } from "react-router";
import { ROLE_WORDS } from "~/lib/role-words";
import { Portrait } from "~/ui/portrait";
import type { ManagedPerson } from "../people-api";
import classes from "./people.module.css";

export function PersonLine({ person, path }: { person: ManagedPerson; path: string }) {
  const roles = [...new Set(person.roles.map(({ role }) => ROLE_WORDS[role]))];
  return (
    <div className={classes.line}>
      <Portrait person={person} isAway={!person.isActive} />
      <span>
        <Link to={path}>{person.name}</Link>
        <small>
          {person.email ?? "No e-mail address"}. {roles.join(", ") || "No role any more"}
        </small>
      </span>
      {!person.isActive && <span className={classes.state}>Locked out</span>}
    </div>
  );
}
