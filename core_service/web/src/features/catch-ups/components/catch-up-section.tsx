/** The catch-ups of one state, with boxes to choose several. */
import { Button, Checkbox } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { Card } from "~/ui/page";
import { type CatchUp, type CatchUpState, catchUpsQuery } from "../api";
import type { CatchUpActs } from "../catch-up-acts";
import classes from "./catch-ups.module.css";
import { CatchUpRow } from "./catch-up-row";

interface CatchUpSectionProps {
  state: CatchUpState;
  title: string;
  empty: string;
  studentId: string | null;
  chosen: ReadonlyMap<string, CatchUp>;
  onChoose: (packages: readonly CatchUp[], isChosen: boolean) => void;
  acts: CatchUpActs | null;
  timeZone?: string;
}

export function CatchUpSection(props: CatchUpSectionProps) {
  const { state, title, empty, studentId, chosen, onChoose, acts, timeZone } = props;
  const query = useInfiniteQuery(catchUpsQuery(state, studentId));
  const packages = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const chosenHere = packages.filter(({ id }) => chosen.has(id)).length;
  const count = query.data ? `${packages.length}${query.hasNextPage ? "+" : ""}` : "";
  const canChoose = acts !== null && packages.length > 0;
  return (
    <Card
      title={title}
      aside={
        <span className={classes.count}>
          {count}
          {canChoose && (
            <Checkbox
              label={<span className="visually-hidden">All of {title}</span>}
              checked={chosenHere === packages.length}
              indeterminate={chosenHere > 0 && chosenHere < packages.length}
              onChange={(event) => onChoose(packages, event.currentTarget.checked)}
            />
          )}
        </span>
      }
    >
      {query.isPending && (
        <LoadingView label={`Loading ${title.toLowerCase()}`}>
          <SkeletonRows count={2} height={56} />
        </LoadingView>
      )}
      {query.error && !query.data && (
        <ErrorView
          error={query.error}
          title="These catch-ups could not be loaded"
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && packages.length === 0 && <p className={classes.none}>{empty}</p>}
      <ul>
        {packages.map((each) => (
          <CatchUpRow
            key={each.id}
            catchUp={each}
            isChosen={chosen.has(each.id)}
            onChoose={(isChosen) => onChoose([each], isChosen)}
            acts={acts}
            timeZone={timeZone}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Card>
  );
}
