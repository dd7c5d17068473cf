/** One person: name, roles, whether they may come in, and a young child's pictures. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { ChildPictures } from "~/features/identity/components/child-pictures";
import classes from "~/features/identity/components/people.module.css";
import { PersonAccess } from "~/features/identity/components/person-access";
import { PersonName } from "~/features/identity/components/person-name";
import { PersonRoles } from "~/features/identity/components/person-roles";
import { type ManagedPerson, managedPersonQuery } from "~/features/identity/people-api";
import { hasPermission } from "~/features/identity/permissions";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { MenuButton } from "../../shell/open-menu";
import { useMe } from "../../signed-in";

export function OnePerson({ userId }: { userId: string }) {
  const query = useQuery(managedPersonQuery(userId));
  const me = useMe();
  const [search] = useSearchParams();
  const back = new URLSearchParams(search);
  back.delete("person");
  return (
    <Page
      title={query.data?.name ?? "Person"}
      windowTitle={query.data && `${query.data.name}, Users`}
      lead={<MenuButton />}
      note={query.data?.email}
      actions={
        <>
          {hasPermission(me, "CENTRE_MANAGE") && (
            <Button component={Link} to={`/admin/audit?who=${userId}`} variant="default">
              What they did
            </Button>
          )}
          <Button component={Link} to={`/admin/users?${back}`} variant="default">
            All people
          </Button>
        </>
      }
    >
      <Loaded query={query} loading="Loading the person" failed="The person could not be loaded">
        {(person) => <Cards person={person} />}
      </Loaded>
    </Page>
  );
}

function Cards({ person }: { person: ManagedPerson }) {
  const me = useMe();
  const isStudent = person.roles.some(({ role }) => role === "STUDENT");
  const hasPictures = isStudent && (person.ageTier === "EARLY" || person.hasPictures);
  const isOwn = person.id === me.user.id;
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>
        <Card title="Roles">
          <PersonRoles me={me} person={person} />
        </Card>
        {isOwn ? (
          <Card title="Your own account">
            <p>
              Your name is changed in <Link to="/dashboard/profile">your profile</Link>; somebody
              else ends your roles.
            </p>
          </Card>
        ) : (
          <>
            <Card title="Name">
              <PersonName key={person.name} person={person} />
            </Card>
            <Card title="Signing in">
              <PersonAccess person={person} />
            </Card>
          </>
        )}
      </div>
      {hasPictures && (
        <Card title="Signing in by pictures">
          <ChildPictures child={person} />
        </Card>
      )}
    </div>
  );
}
