/** Rubrics per course, level and type of work: listed, written, taken out of use (R187, C55). */
import { Button, Drawer, Switch } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import {
  MARKED_TYPES,
  NewRubric,
  StoredRubric,
} from "~/features/assessment/components/rubric-editor";
import { changeRubric, rubricQuery, rubricsQuery } from "~/features/assessment/levels-api";
import { hasRole } from "~/features/identity/permissions";
import type { Rubric } from "~/lib/contract";
import { ErrorView, InlineProblem, LoadingView } from "~/ui/state-view";
import { Require, useMe } from "../../signed-in";
import { AssessmentList, useCourseFilter } from "./list";
import classes from "./rubrics.module.css";

export function Component() {
  return (
    <Require permission="RUBRIC_MANAGE">
      <Rubrics />
    </Require>
  );
}

/** The rubric in the drawer; "new" is one that is being added. */
type Opened = string | "new" | null;

function Rubrics() {
  const [search, setSearch] = useSearchParams();
  const includeInactive = search.get("all") === "yes";
  const courseId = useCourseFilter();
  const list = useInfiniteQuery(rubricsQuery({ courseId, level: null, includeInactive }));
  const [opened, setOpened] = useState<Opened>(null);
  const showAll = (isWanted: boolean) => {
    const changed = new URLSearchParams(search);
    if (isWanted) changed.set("all", "yes");
    else changed.delete("all");
    setSearch(changed, { replace: true });
  };
  return (
    <>
      <AssessmentList
        title="Rubrics"
        list={list}
        keyOf={({ id }) => id}
        of={String(includeInactive)}
        empty={["No rubrics yet", "Without one, work is marked with one number up to its maximum."]}
        actions={<Button onClick={() => setOpened("new")}>New rubric</Button>}
        filters={
          <Switch
            label="With those out of use"
            checked={includeInactive}
            onChange={(event) => showAll(event.currentTarget.checked)}
          />
        }
      >
        {(rubric) => (
          <RubricRow key={rubric.id} rubric={rubric} onOpen={() => setOpened(rubric.id)} />
        )}
      </AssessmentList>
      <Drawer
        opened={opened !== null}
        onClose={() => setOpened(null)}
        position="right"
        size="min(640px, 100vw)"
        title={opened === "new" ? "New rubric" : "Rubric"}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {opened === "new" && <NewRubric onClose={() => setOpened(null)} />}
        {opened !== null && opened !== "new" && (
          <OpenedRubric key={opened} rubricId={opened} onClose={() => setOpened(null)} />
        )}
      </Drawer>
    </>
  );
}

function OpenedRubric({ rubricId, onClose }: { rubricId: string; onClose: () => void }) {
  const { data, error, isFetchedAfterMount, refetch } = useQuery({
    ...rubricQuery(rubricId),
    refetchOnWindowFocus: false,
  });
  if (data && isFetchedAfterMount) return <StoredRubric loaded={data} onClose={onClose} />;
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} />;
  return <LoadingView label="Loading the rubric" />;
}

function RubricRow({ rubric, onOpen }: { rubric: Rubric; onOpen: () => void }) {
  const isHeadOffice = hasRole(useMe(), "SUPER_ADMIN");
  const queries = useQueryClient();
  const use = useMutation({
    mutationFn: (isActive: boolean) => changeRubric(rubric.id, null, { isActive }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["assessment", "rubrics"] }),
  });
  const mayWrite = rubric.centreId !== null || isHeadOffice;
  const type = MARKED_TYPES.find(({ value }) => value === rubric.exerciseType)?.label;
  return (
    <li className={classes.row} data-inactive={!rubric.isActive || undefined}>
      <div>
        <strong>{rubric.name}</strong>
        <p>
          {rubric.courseName}, {rubric.levelLabel}, {type?.toLowerCase() ?? rubric.exerciseType}
        </p>
        <small>
          {rubric.criteria.map(({ name, maxPoints }) => `${name} ${maxPoints}`).join(", ")}.{" "}
          {rubric.centreId === null ? "For all centres" : "Your centre's own"}
          {!rubric.isActive && ", out of use"}
        </small>
        {use.error && <InlineProblem error={use.error} />}
      </div>
      {mayWrite && (
        <div className={classes.acts}>
          <Button
            variant="default"
            onClick={onOpen}
            aria-label={`Edit ${rubric.name}, ${rubric.courseName}, ${rubric.levelLabel}`}
          >
            Edit
          </Button>
          <Button
            variant="default"
            loading={use.isPending}
            onClick={() => use.mutate(!rubric.isActive)}
            aria-label={`${wordsOfUse(rubric)}: ${rubric.name}, ${rubric.courseName}, ${rubric.levelLabel}`}
          >
            {wordsOfUse(rubric)}
          </Button>
        </div>
      )}
    </li>
  );
}

const wordsOfUse = ({ isActive }: Rubric) => (isActive ? "Take out of use" : "Use again");
