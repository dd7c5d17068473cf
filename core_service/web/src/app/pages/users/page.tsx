/** People of one's centres, their invitations, and the tablets of the youngest. */
import { Tabs } from "@mantine/core";
import { useSearchParams } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import { Page } from "~/ui/page";
import { ForbiddenView } from "~/ui/state-view";
import { MenuButton } from "../../shell/open-menu";
import { useMe } from "../../signed-in";
import { CentreChoice } from "../centre-choice";
import { InvitationsTab } from "./invitations-tab";
import { OnePerson } from "./one-person";
import { PeopleTab } from "./people-tab";
import { TabletsTab } from "./tablets-tab";

const TABS = [
  { value: "people", label: "People", Shown: PeopleTab },
  { value: "invitations", label: "Invitations", Shown: InvitationsTab },
  { value: "tablets", label: "Tablets", Shown: TabletsTab },
] as const;

export function Component() {
  const me = useMe();
  const [search] = useSearchParams();
  const isOpen = (["TUTOR_MANAGE", "STUDENT_MANAGE", "CENTRE_MANAGE"] as const).some((each) =>
    hasPermission(me, each),
  );
  if (!isOpen) return <ForbiddenView heading="h1" needs="TUTOR_MANAGE" />;
  const person = search.get("person");
  return person ? <OnePerson key={person} userId={person} /> : <Users />;
}

function Users() {
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find(({ value }) => value === search.get("show")) ?? TABS[0];
  const show = (value: string | null) => {
    const centreId = search.get("centreId");
    setSearch({
      ...(centreId && { centreId }),
      ...(value && value !== "people" && { show: value }),
    });
  };
  return (
    <Page
      title="Users"
      lead={<MenuButton />}
      actions={<CentreChoice withAll={tab.value === "people"} />}
    >
      <Tabs value={tab.value} onChange={show} keepMounted={false}>
        <Tabs.List mb="lg">
          {TABS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab.value}>
          <tab.Shown />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
