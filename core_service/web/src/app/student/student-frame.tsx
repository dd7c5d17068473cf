/** What every page of a student stands in: their role, their sizes by age, and what waits to be sent. */
import type { ReactNode } from "react";
import { Outlet } from "react-router";
import { AgeTierFrame } from "~/ui/age-tier";
import { LeaveGuard } from "../leave-guard";
import { Require, useMe } from "../signed-in";
import { NewsBetweenQuestions } from "./hush";
import { StudentOutbox } from "./student-outbox";

export function Component() {
  const me = useMe();
  return (
    <Require role="STUDENT">
      <StudentFrame>
        <Outlet context={me} />
      </StudentFrame>
    </Require>
  );
}

export function StudentFrame({ children }: { children: ReactNode }) {
  const me = useMe();
  return (
    <AgeTierFrame tier={me.user.ageTier ?? "SENIOR"}>
      <StudentOutbox key={me.user.id} userId={me.user.id}>
        <NewsBetweenQuestions>{children}</NewsBetweenQuestions>
        <LeaveGuard />
      </StudentOutbox>
    </AgeTierFrame>
  );
}
