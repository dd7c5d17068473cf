/** The tablets of one's centres, and pairing the one at hand. */
import { useInfiniteQuery } from "@tanstack/react-query";
import classes from "~/features/identity/components/people.module.css";
import { PairTablet, TabletLine } from "~/features/identity/components/tablets";
import { tabletsQuery } from "~/features/identity/invitations-api";
import { MoreOf } from "~/ui/more-of";
import { Card } from "~/ui/page";
import { useMe } from "../../signed-in";
import { useCentre } from "../centre-choice";

export function TabletsTab() {
  const { centres } = useMe();
  const centre = useCentre();
  const query = useInfiniteQuery(tabletsQuery);
  const nameOf = (centreId: string) =>
    centres.find(({ id }) => id === centreId)?.name ?? "Another centre";
  return (
    <div className={classes.columns}>
      {centre && (
        <Card title="This device">
          <PairTablet key={centre.id} centreId={centre.id} centreName={centre.name} />
        </Card>
      )}
      <Card title="Paired tablets">
        <MoreOf
          query={query}
          what="tablets"
          empty="Pair one to let the youngest sign in by pictures."
        >
          {(tablet) => (
            <TabletLine key={tablet.id} tablet={tablet} centreName={nameOf(tablet.centreId)} />
          )}
        </MoreOf>
      </Card>
    </div>
  );
}
