/** One question: its sentence, its chart, the same as a table, and as a file (UI 14). */
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentType, useState } from "react";
import { type DataColumn, DataTable } from "~/ui/data-table";
import { Loaded } from "~/ui/loaded";
import { Card } from "~/ui/page";
import { SkeletonRows } from "~/ui/state-view";
import { type ReportBodies, type ReportFilters, type ReportName, reportQuery } from "../api";
import { COLUMNS, type RowOf } from "../columns";
import { ExportButtons } from "./export-buttons";
import classes from "./reports.module.css";

interface ReportCardProps<Name extends ReportName> {
  name: Name;
  title: string;
  filters: ReportFilters;
  /** Absent where the table says it best. */
  Chart?: ComponentType<{ report: ReportBodies[Name] }>;
  mayExport: boolean;
  /** Why there may be nothing. */
  empty: string;
}

export function ReportCard<Name extends ReportName>(props: ReportCardProps<Name>) {
  const { name, title, filters, Chart, mayExport, empty } = props;
  const query = useQuery(reportQuery(name, filters));
  const [shown, setShown] = useState(Chart ? "chart" : "table");
  return (
    <Card
      id={`report-${name}`}
      title={title}
      aside={
        Chart && (
          <SegmentedControl
            className={classes.screenOnly}
            aria-label={`How to see: ${title}`}
            value={shown}
            onChange={setShown}
            data={[
              { value: "chart", label: "Chart" },
              { value: "table", label: "Table" },
            ]}
          />
        )
      }
    >
      <Loaded
        query={query}
        loading={`Counting: ${title}`}
        failed="This could not be counted"
        skeleton={<SkeletonRows count={1} height={360} />}
      >
        {(report) => (
          <div className={classes.stack}>
            <p>{report.reading}</p>
            {report.isLimited && (
              <p className={classes.quiet}>Only sessions, students and marking of your own.</p>
            )}
            {report.rowCount === 0 ? (
              <p className={classes.quiet}>{empty}</p>
            ) : Chart && shown === "chart" ? (
              <Chart report={report} />
            ) : (
              <ReportTable
                title={title}
                columns={COLUMNS[name]}
                rows={report.rows}
                rowCount={report.rowCount}
              />
            )}
            {mayExport && report.rowCount > 0 && (
              <ExportButtons report={name} title={title} filters={filters} />
            )}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

interface ReportTableProps<Name extends ReportName> {
  title: string;
  columns: readonly DataColumn<RowOf<Name>>[];
  rows: readonly RowOf<Name>[];
  rowCount: number;
}

function ReportTable<Name extends ReportName>(props: ReportTableProps<Name>) {
  const { title, columns, rows, rowCount } = props;
  return (
    <div className={classes.stack}>
      <DataTable
        caption={`${title} as a table`}
        columns={columns}
        rows={rows}
        keyOf={(_, place) => place}
        isFirstLabelled
        minWidth={columns.length * 100}
      />
      {rowCount > rows.length && (
        <p className={classes.quiet}>
          The first {rows.length} of {rowCount}; a file has all.
        </p>
      )}
    </div>
  );
}
