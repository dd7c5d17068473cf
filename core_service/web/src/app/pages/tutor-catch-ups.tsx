/** Catch-ups as the tutor follows them. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { CatchUpBoard } from "~/features/catch-ups/components/catch-up-board";
import { hasPermission } from "~/features/identity/permissions";
import { createActsLog } from "~/lib/acts-log";
import { Page } from "~/ui/page";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";

export function Component() {
  return (
    <Require permission="SESSION_VIEW_STUDENTS">
      <CatchUps />
    </Require>
  );
}

function CatchUps() {
  const me = useMe();
  const [log] = useState(createActsLog);
  const [search] = useSearchParams();
  const studentId = search.get("studentId");
  return (
    <Page
      title="Catch-ups"
      lead={<MenuButton />}
      log={log}
      note={studentId ? "Of one student" : "What absent students have yet to do"}
      actions={
        studentId && (
          <Button component={Link} to="/dashboard/tutor/catchups" variant="default">
            Show all students
          </Button>
        )
      }
    >
      <CatchUpBoard
        studentId={studentId}
        mayChange={hasPermission(me, "CONTENT_ASSIGN")}
        log={log}
        timeZone={me.centres[0]?.timezone}
      />
    </Page>
  );
}
