/** How long hands waited, tutor by tutor: bars for the eye, the table for the numbers. */
import { ScrollArea, Table } from "@mantine/core";
import type { HelpFigures, TutorHelpFigures } from "../api";
import { barWidth, waitWords } from "../words";
import classes from "./help-waits.module.css";

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
      <ScrollArea type="auto" offsetScrollbars viewportProps={{ tabIndex: 0 }}>
        <Table verticalSpacing="sm" className={classes.table}>
          <caption className="visually-hidden">Waits for help, tutor by tutor</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Tutor</Table.Th>
              <Table.Th scope="col">Hands</Table.Th>
              <Table.Th scope="col">Answered</Table.Th>
              <Table.Th scope="col">Lowered again</Table.Th>
              <Table.Th scope="col">Usual wait</Table.Th>
              <Table.Th scope="col">Nine in ten within</Table.Th>
              <Table.Th scope="col">Until helped</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tutors.map(({ tutor, ...figures }) => (
              <FiguresRow key={tutor.id} name={tutor.name} figures={figures} />
            ))}
            <FiguresRow name="All" figures={overall} />
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </>
  );
}

function FiguresRow({ name, figures }: { name: string; figures: HelpFigures }) {
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td>{figures.requests}</Table.Td>
      <Table.Td>{figures.answered}</Table.Td>
      <Table.Td>{figures.cancelled}</Table.Td>
      <Table.Td>{waitWords(figures.medianResponseSeconds)}</Table.Td>
      <Table.Td>{waitWords(figures.p90ResponseSeconds)}</Table.Td>
      <Table.Td>{waitWords(figures.medianResolutionSeconds)}</Table.Td>
    </Table.Tr>
  );
}
