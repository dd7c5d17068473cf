/** How long hands waited, tutor by tutor: bars for the eye, the table for the numbers. */
import { type DataColumn, DataTable } from "~/ui/data-table";
import type { HelpFigures, TutorHelpFigures } from "../api";
import { barWidth, waitWords } from "../words";
import classes from "./help-waits.module.css";

type Line = HelpFigures & { tutor: { id: string; name: string } };

const COLUMNS: readonly DataColumn<Line>[] = [
  { label: "Tutor", cell: ({ tutor }) => tutor.name },
  { label: "Hands", cell: ({ requests }) => requests },
  { label: "Answered", cell: ({ answered }) => answered },
  { label: "Lowered again", cell: ({ cancelled }) => cancelled },
  { label: "Usual wait", cell: (line) => waitWords(line.medianResponseSeconds) },
  { label: "Nine in ten within", cell: (line) => waitWords(line.p90ResponseSeconds) },
  { label: "Until helped", cell: (line) => waitWords(line.medianResolutionSeconds) },
];

interface TutorWaitsProps {
  overall: HelpFigures;
  tutors: readonly TutorHelpFigures[];
  targetMinutes: number;
}

export function TutorWaits({ overall, tutors, targetMinutes }: TutorWaitsProps) {
  const longest = Math.max(
    targetMinutes * 60,
    ...tutors.map(({ p90ResponseSeconds }) => p90ResponseSeconds ?? 0),
  );
  const targetAt = barWidth(targetMinutes * 60, longest);
  return (
    <>
      <div className={classes.bars} aria-hidden>
        {tutors.map(({ tutor, medianResponseSeconds, p90ResponseSeconds }) => (
          <div key={tutor.id} className={classes.bar}>
            <span>{tutor.name}</span>
            <span className={classes.track}>
              <span
                className={classes.most}
                style={{ width: `${barWidth(p90ResponseSeconds, longest)}%` }}
              />
              <span
                className={classes.half}
                style={{ width: `${barWidth(medianResponseSeconds, longest)}%` }}
              />
              <span className={classes.target} style={{ left: `${targetAt}%` }} />
            </span>
          </div>
        ))}
        <p className={classes.legend}>
          The short bar: half of the hands. The long one: nine in ten. The line: the limit of{" "}
          {targetMinutes} min.
        </p>
      </div>
      <DataTable
        caption="Waits for help, tutor by tutor"
        columns={COLUMNS}
        rows={[...tutors, { ...overall, tutor: { id: "all", name: "All" } }]}
        keyOf={({ tutor }) => tutor.id}
        minWidth={640}
      />
    </>
  );
}
