/** Classes: size, next session and attendance; opened, two lists of students and lessons for all (UI 9). */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearchParams } from "react-router";
import { classesQuery, classQuery, membersQuery } from "~/features/classes/api";
import type { SchoolClass } from "~/features/classes/api";
import { ClassName } from "~/features/classes/components/class-name";
import { ClassWaitlist } from "~/features/classes/components/class-waitlist";
import { ClassList } from "~/features/classes/components/class-list";
import { MemberLists } from "~/features/classes/components/member-lists";
import { NewClass } from "~/features/classes/components/new-class";
import { PlanLessons } from "~/features/classes/components/plan-lessons";
import { hasPermission } from "~/features/identity/permissions";
import { dayOf } from "~/features/sessions/days";
import { serverNow } from "~/lib/server-clock";
import { counted } from "~/lib/wording";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { EmptyView } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";
import { CentreChoice, usePlannedCentre } from "./planned-centre";

export function Component() {
  return (
    <Require permission="SESSION_VIEW_STUDENTS">
      <Classes />
    </Require>
  );
}

function Classes() {
  const [search] = useSearchParams();
  const open = search.get("class");
  return open ? <OneClass key={open} cohortId={open} /> : <AllClasses />;
}

function AllClasses() {
  const me = useMe();
  const { centre } = usePlannedCentre("SESSION_VIEW_STUDENTS");
  const query = useQuery(classesQuery);
  const navigate = useNavigate();
  return (
    <Page
      title="Classes"
      lead={<MenuButton />}
      actions={<CentreChoice permission="SESSION_VIEW_STUDENTS" />}
    >
      <Card title="All classes">
        <Loaded query={query} loading="Loading the classes" failed="Classes could not be loaded">
          {(all) => {
            const list = all.filter(({ centreId }) => !centre || centreId === centre.id);
            return list.length === 0 ? (
              <EmptyView title="No classes yet">
                A class gathers students whose lessons are planned together.
              </EmptyView>
            ) : (
              <ClassList list={list} timeZone={centre?.timezone} />
            );
          }}
        </Loaded>
      </Card>
      {hasPermission(me, "SCHEDULE_MANAGE") && (
        <Card title="A new class">
          <NewClass
            centreId={centre?.id ?? null}
            onMade={(id) => void navigate(`/admin/classes?class=${id}`)}
          />
        </Card>
      )}
    </Page>
  );
}

function OneClass({ cohortId }: { cohortId: string }) {
  const query = useQuery(classQuery(cohortId));
  return (
    <Page
      title={query.data?.name ?? "Class"}
      lead={<MenuButton />}
      note={query.data && counted(query.data.studentCount, "student")}
      actions={
        <Button component={Link} to="/admin/classes" variant="default">
          All classes
        </Button>
      }
    >
      <Loaded query={query} loading="Loading the class" failed="The class could not be loaded">
        {(schoolClass) => <Editor schoolClass={schoolClass} />}
      </Loaded>
    </Page>
  );
}

function Editor({ schoolClass }: { schoolClass: SchoolClass }) {
  const me = useMe();
  const zone = me.centres.find(({ id }) => id === schoolClass.centreId)?.timezone;
  const today = dayOf(serverNow(), zone);
  const mayChange = hasPermission(me, "SCHEDULE_MANAGE");
  const members = useQuery(membersQuery(schoolClass.id));
  return (
    <Loaded query={members} loading="Loading the members" failed="Members could not be loaded">
      {(list) => (
        <>
          <Card title="Members">
            <MemberLists
              schoolClass={schoolClass}
              members={list}
              today={today}
              mayChange={mayChange}
            />
          </Card>
          {mayChange && (
            <>
              <Card title="Who waits">
                <ClassWaitlist cohortId={schoolClass.id} timeZone={zone} />
              </Card>
              <Card title="Plan sessions for the class">
                <PlanLessons schoolClass={schoolClass} members={list} today={today} />
              </Card>
              <Card title="The class">
                <ClassName cohortId={schoolClass.id} />
              </Card>
            </>
          )}
        </>
      )}
    </Loaded>
  );
}
