/** All that staff know of one student; each part shows to those whose permission opens it (UI 9). */
import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import { studentQuery, type StudentProfile } from "~/features/students/api";
import {
  Bookings,
  CatchUps,
  ComingSessions,
  PastSessions,
  RecentWork,
} from "~/features/students/components/history";
import { LevelLog, Levels } from "~/features/students/components/levels";
import { ProposeLevel } from "~/features/students/components/propose-level";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { ForbiddenView } from "~/ui/state-view";
import { MenuButton } from "../../shell/open-menu";
import { useMe } from "../../signed-in";
import classes from "../page-columns.module.css";
import { Attendance } from "./attendance";
import { PersonCards } from "./person-cards";

export function Component() {
  const me = useMe();
  const { studentId = "" } = useParams();
  const mayRead = (
    ["SESSION_VIEW_STUDENTS", "STUDENT_MANAGE", "ASSESSMENT_QUEUE_VIEW"] as const
  ).some((permission) => hasPermission(me, permission));
  if (!mayRead) return <ForbiddenView heading="h1" needs="SESSION_VIEW_STUDENTS" />;
  return <Student key={studentId} studentId={studentId} />;
}

function Student({ studentId }: { studentId: string }) {
  const query = useQuery(studentQuery(studentId));
  const student = query.data?.student;
  const grade = student?.schoolGrade;
  return (
    <Page
      title={student?.name ?? "Student"}
      lead={<MenuButton />}
      note={
        student && `${grade ? `School class ${grade}` : ""}${student.isActive ? "" : ", has left"}`
      }
      actions={
        <Button component={Link} to="/dashboard/students" variant="default">
          All students
        </Button>
      }
    >
      <Loaded query={query} loading="Loading the student" failed="The student could not be loaded">
        {(profile) => <Profile profile={profile} />}
      </Loaded>
    </Page>
  );
}

function Profile({ profile }: { profile: StudentProfile }) {
  const me = useMe();
  const timeZone = me.centres.find(({ id }) => id === profile.centreIds[0])?.timezone;
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <LevelsCard profile={profile} />
        <Card title="Why the levels are what they are">
          <LevelLog studentId={profile.student.id} />
        </Card>
        <Card title="Last sessions">
          <PastSessions sessions={profile.recentSessions} />
        </Card>
        <Card title="Last work">
          <RecentWork work={profile.recentWork} />
        </Card>
      </div>
      <div className={classes.column}>
        <PersonCards profile={profile} />
        <Attendance profile={profile} />
        <Card title="Catch-ups">
          <CatchUps catchUps={profile.catchUps} />
        </Card>
        <Card title="Coming sessions">
          <ComingSessions sessions={profile.comingSessions} timeZone={timeZone} />
        </Card>
        <Card title="Every week">
          <Bookings bookings={profile.standingBookings} />
        </Card>
      </div>
    </div>
  );
}

function LevelsCard({ profile }: { profile: StudentProfile }) {
  const me = useMe();
  const [isProposing, setProposing] = useState(false);
  const close = () => setProposing(false);
  const mayPropose = hasPermission(me, "CONTENT_ASSIGN") && profile.courses.length > 0;
  return (
    <Card
      title="Levels"
      aside={
        mayPropose && (
          <Button variant="default" onClick={() => setProposing(true)}>
            Propose a level
          </Button>
        )
      }
    >
      <Levels profile={profile} />
      <Modal opened={isProposing} onClose={close} title="Propose a level">
        {isProposing && (
          <ProposeLevel studentId={profile.student.id} courses={profile.courses} onDone={close} />
        )}
      </Modal>
    </Card>
  );
}
