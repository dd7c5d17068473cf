/** A tutor's figures, last on the page: for reflection, not for steering. */
import { dateText, minutesText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import type { TeachingFigures } from "../api";
import classes from "./my-day.module.css";

export function Figures({ figures }: { figures: TeachingFigures }) {
  const { attendedPercent, attendedPercentLastWeek, medianResponseSeconds } = figures;
  const lastWeek =
    attendedPercentLastWeek === null
      ? "came this week"
      : `came, ${Math.round(attendedPercentLastWeek)}% last week`;
  return (
    <dl className={classes.figures}>
      <Figure value={counted(figures.studentsThisWeek, "student")} words="taught this week" />
      <Figure
        value={attendedPercent === null ? "–" : `${Math.round(attendedPercent)}%`}
        words={attendedPercent === null ? "nobody is marked this week" : lastWeek}
      />
      <Figure
        value={medianResponseSeconds === null ? "–" : minutesText(medianResponseSeconds * 1000)}
        words={medianResponseSeconds === null ? "no hand was raised" : "usual wait for a hand"}
      />
      <Figure
        value={`${counted(figures.levelsUp, "level")} up`}
        words={`since ${dateText(figures.levelsUpSince)}`}
      />
    </dl>
  );
}

function Figure({ value, words }: { value: string; words: string }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>{value}</dd>
    </div>
  );
}
