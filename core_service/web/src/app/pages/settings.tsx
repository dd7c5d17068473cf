/** What a centre decides for itself: thresholds, waits, hours, and how long things are kept. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { settingsQuery } from "~/features/centres/api";
import { SettingsForm } from "~/features/centres/components/settings-form";
import { TokenList } from "~/features/identity/components/tokens";
import { hasPermission } from "~/features/identity/permissions";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { EmptyView, SkeletonRows } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";
import { CentreChoice, useCentre } from "./centre-choice";

export function Component() {
  return (
    <Require permission="SYSTEM_SETTINGS">
      <SettingsPage />
    </Require>
  );
}

function SettingsPage() {
  const centre = useCentre();
  const me = useMe();
  return (
    <Page
      title="Settings"
      lead={<MenuButton />}
      note={centre?.name}
      actions={
        <>
          <CentreChoice />
          {hasPermission(me, "SCHEDULE_MANAGE") && (
            <>
              <Button component={Link} to="/admin/timetable?show=rooms" variant="default">
                Rooms
              </Button>
              <Button component={Link} to="/admin/timetable?show=closures" variant="default">
                Closed days
              </Button>
            </>
          )}
        </>
      }
    >
      {centre ? (
        <>
          <OfCentre key={centre.id} centreId={centre.id} />
          <Card title="Programs that act here">
            <TokenList centreId={centre.id} />
          </Card>
        </>
      ) : (
        <EmptyView title="No centre yet">Settings belong to a centre: found one first.</EmptyView>
      )}
    </Page>
  );
}

function OfCentre({ centreId }: { centreId: string }) {
  const query = useQuery({ ...settingsQuery(centreId), refetchOnWindowFocus: false });
  return (
    <Loaded
      query={query}
      loading="Loading the settings"
      failed="The settings could not be loaded"
      skeleton={<SkeletonRows count={7} height={260} />}
    >
      {(loaded) => <SettingsForm centreId={centreId} loaded={loaded} />}
    </Loaded>
  );
}
