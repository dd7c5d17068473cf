/** What every page of a student stands in: their role, their sizes by age, and what waits to be sent. */
import { Outlet } from "react-router";
import { AgeTierFrame } from "~/ui/age-tier";
import { Require, useMe } from "../signed-in";
import { StudentOutbox } from "./student-outbox";

export function Component() {
  return (
    <Require role="STUDENT">
      <StudentFrame />
    </Require>
  );
}

function StudentFrame() {
  const me = useMe();
  return (
    <AgeTierFrame tier={me.user.ageTier ?? "SENIOR"}>
      <StudentOutbox key={me.user.id} userId={me.user.id}>
        <Outlet context={me} />
      </StudentOutbox>
    </AgeTierFrame>
  );
}
