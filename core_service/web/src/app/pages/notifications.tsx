/** One's inbox, and by which ways one wants to be told. */
import { SegmentedControl } from "@mantine/core";
import { useSearchParams } from "react-router";
import { Inbox } from "~/features/notifications/components/inbox";
import { Preferences } from "~/features/notifications/components/preferences";
import { Card, Page } from "~/ui/page";
import { MenuButton } from "../shell/open-menu";
import { useMe } from "../signed-in";

export function Component() {
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const isUnreadOnly = search.get("show") === "unread";
  return (
    <Page title="Notices" lead={<MenuButton />}>
      <Card
        title="News"
        aside={
          <SegmentedControl
            aria-label="Which notices"
            value={isUnreadOnly ? "unread" : "all"}
            onChange={(show) => setSearch(show === "all" ? {} : { show }, { replace: true })}
            data={[
              { value: "all", label: "All" },
              { value: "unread", label: "Unread" },
            ]}
          />
        }
      >
        <Inbox isUnreadOnly={isUnreadOnly} timeZone={me.centres[0]?.timezone} />
      </Card>
      <Card title="How you are told">
        <Preferences />
      </Card>
    </Page>
  );
}
