/** The centres of the franchise, for head office: founded, renamed, closed and reopened. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { centresQuery } from "~/features/centres/api";
import { CentreLine } from "~/features/centres/components/centre-line";
import { FoundCentre } from "~/features/centres/components/found-centre";
import { MoreOf } from "~/ui/more-of";
import { Card, Page } from "~/ui/page";
import { MenuButton } from "../shell/open-menu";
import { Require } from "../signed-in";

export function Component() {
  return (
    <Require role="SUPER_ADMIN">
      <Centres />
    </Require>
  );
}

function Centres() {
  const query = useInfiniteQuery(centresQuery);
  const known = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title="Centres" lead={<MenuButton />}>
      <Card title="All centres">
        <MoreOf query={query} what="centres" empty="Found the first one below.">
          {(centre) => <CentreLine key={centre.id} centre={centre} />}
        </MoreOf>
      </Card>
      <Card title="A new centre">
        <FoundCentre centres={known} />
      </Card>
    </Page>
  );
}
