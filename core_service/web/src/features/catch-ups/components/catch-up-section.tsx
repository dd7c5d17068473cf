/** The catch-ups of one state, with boxes to choose several. */
import { Checkbox } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { HeldList } from "~/ui/held-list";
import { Loaded } from "~/ui/loaded";
import { More } from "~/ui/more-of";
import { Card } from "~/ui/page";
import { SkeletonRows } from "~/ui/state-view";
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
      <Loaded
        query={query}
        loading={`Loading ${title.toLowerCase()}`}
        failed="These catch-ups could not be loaded"
        skeleton={<SkeletonRows count={2} height={56} />}
      >
        {() =>
          packages.length === 0 ? (
            <p className={classes.none}>{empty}</p>
          ) : (
            <HeldList rows={packages} keyOf={({ id }) => id} of={studentId ?? ""}>
              {(shown) => (
                <ul>
                  {shown.map((each) => (
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
              )}
            </HeldList>
          )
        }
      </Loaded>
      <More query={query} />
    </Card>
  );
}
