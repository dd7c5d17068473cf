/** Each question's chart; the library for columns and lines comes with the pages of reports alone. */
import "@mantine/charts/styles.css";
import { BarChart, CompositeChart, LineChart } from "@mantine/charts";
import type { ReactNode } from "react";
import { serverNow } from "~/lib/server-clock";
import { counted } from "~/lib/wording";
import { StepLine } from "~/ui/step-line";
import type { ReportBodies } from "../api";
import { WEEKDAYS } from "../columns";
import { barName, levelHeat, seatHeat, strips, weekName, workloadShape } from "../shapes";
import { AttendanceCalendar } from "./attendance-calendar";
import { along, Dumbbells, HeatMap, Intervals, Spark, Strips } from "./plots";
import classes from "./reports.module.css";

const HEIGHT = 240;
/** The picture has words of its own; the table is what keys and readers go through. */
const STILL = { accessibilityLayer: false } as const;

function Picture({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="img" aria-label={label} className={classes.picture}>
      {children}
    </div>
  );
}

/** Small multiples: one line of steps for each course; who stands still for 8 weeks is named. */
export function LevelLines({ report }: { report: ReportBodies["student-levels"] }) {
  return (
    <div className={classes.multiples}>
      {report.figures.courses.map((course) => (
        <section key={course.courseId} aria-label={course.courseName}>
          <h3>{course.courseName}</h3>
          <StepLine
            steps={report.rows.filter(({ courseId }) => courseId === course.courseId)}
            until={serverNow()}
          />
          {course.movement === "STALLED" && (
            <p className={classes.quiet}>Stands still for {counted(course.weeksAtLevel, "week")}</p>
          )}
        </section>
      ))}
    </div>
  );
}

export function Progress({ report }: { report: ReportBodies["progress"] }) {
  return <Dumbbells rows={report.rows} />;
}

export function Workload({ report }: { report: ReportBodies["tutor-workload"] }) {
  const { series, weeks } = workloadShape(report);
  return (
    <>
      <Picture label={`Hours taught by week. ${report.reading}`}>
        <BarChart
          h={HEIGHT}
          data={weeks}
          dataKey="week"
          type="stacked"
          series={series}
          withLegend={series.length > 1}
          unit=" h"
          barChartProps={STILL}
        />
      </Picture>
      <HeatMap of="Course" rows={levelHeat(report.figures)} label="Students by course and level" />
    </>
  );
}

export function Outcomes({ report }: { report: ReportBodies["tutor-outcomes"] }) {
  return <Intervals report={report} />;
}

export function Seats({ report }: { report: ReportBodies["seats"] }) {
  const label = "Taken seats in percent, by weekday and hour";
  return <HeatMap of="Day" rows={seatHeat(report.rows, WEEKDAYS)} label={label} />;
}

export function Demand({ report }: { report: ReportBodies["demand"] }) {
  const most = Math.max(1, ...report.rows.map(({ places }) => places));
  return (
    <ul className={classes.plot}>
      {report.rows.map((row) => {
        const weeks = report.figures.weeks.filter(({ courseId }) => courseId === row.courseId);
        return (
          <li key={row.courseId}>
            <span className={classes.plotName}>{row.courseName}</span>
            <span className={classes.track} aria-hidden>
              <i className={classes.bar} style={{ left: 0, width: along(row.places, most) }} />
            </span>
            <span className={classes.plotEnd}>
              {counted(row.places, "place")}, {counted(row.students, "student")},{" "}
              {counted(row.waiting, "waits", "wait")} now
            </span>
            <span aria-hidden>
              <Spark points={weeks.map(({ places }) => places)} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

export function Queue({ report }: { report: ReportBodies["assessment-queue"] }) {
  const { medianHours, p90Hours, histogram } = report.figures;
  const weeks = report.rows.map((row) => ({ ...row, week: weekName(row.weekStartsOn) }));
  return (
    <>
      <Picture label={`Work in and out by week. ${report.reading}`}>
        <CompositeChart
          h={HEIGHT}
          data={weeks}
          dataKey="week"
          withLegend
          series={[
            { name: "cameIn", label: "Came in", color: "var(--brand)", type: "bar" },
            { name: "wentOut", label: "Marked", color: "var(--working-fill)", type: "bar" },
            { name: "backlog", label: "Waiting", color: "var(--hand-fill)", type: "line" },
          ]}
          composedChartProps={STILL}
        />
      </Picture>
      <h3>Hours from handing in to the mark</h3>
      <p className={classes.quiet}>
        {medianHours === null || p90Hours === null
          ? "Nothing was marked in this time."
          : `Half within ${Math.round(medianHours)} h, nine in ten within ${Math.round(p90Hours)} h.`}
      </p>
      <Picture label={histogram.map((bar) => `${barName(bar)}: ${bar.count}`).join(", ")}>
        <BarChart
          h={HEIGHT}
          data={histogram.map((bar) => ({ hours: barName(bar), count: bar.count }))}
          dataKey="hours"
          series={[{ name: "count", label: "Pieces", color: "var(--brand)" }]}
          barChartProps={STILL}
        />
      </Picture>
    </>
  );
}

export function Attendance({ report }: { report: ReportBodies["attendance"] }) {
  const weeks = report.rows.map((row) => ({ ...row, week: weekName(row.weekStartsOn) }));
  return (
    <>
      <Picture label={`Share that came, by week. ${report.reading}`}>
        <LineChart
          h={HEIGHT}
          data={weeks}
          dataKey="week"
          withLegend
          unit="%"
          curveType="linear"
          yAxisProps={{ domain: [0, 100] }}
          series={[
            { name: "attendedPercent", label: "Came", color: "var(--brand)" },
            {
              name: "fourWeekMean",
              label: "Mean of 4 weeks",
              color: "var(--working)",
              strokeDasharray: "6 4",
            },
          ]}
          lineChartProps={STILL}
        />
      </Picture>
      {report.figures.days.length > 0 && <AttendanceCalendar days={report.figures.days} />}
    </>
  );
}

export function Waits({ report }: { report: ReportBodies["waits"] }) {
  return <Strips strips={strips(report.rows)} limit={report.figures.limitSeconds} />;
}
