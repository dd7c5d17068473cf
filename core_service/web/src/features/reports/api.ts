/** Reports for people who decide: rows, figures and a sentence for each question, and the same as files (UI 14). */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { once } from "~/lib/once-key";
import { useOnceAct } from "~/lib/use-once-act";

type Schemas = components["schemas"];

export interface ReportBodies {
  "student-levels": Schemas["StudentLevelsReport"];
  progress: Schemas["ProgressReport"];
  "tutor-workload": Schemas["TutorWorkloadReport"];
  "tutor-outcomes": Schemas["TutorOutcomesReport"];
  seats: Schemas["SeatsReport"];
  demand: Schemas["DemandReport"];
  "assessment-queue": Schemas["AssessmentQueueReport"];
  attendance: Schemas["AttendanceReport"];
  waits: Schemas["WaitsReport"];
  franchise: Schemas["FranchiseReport"];
}
export type ReportName = keyof ReportBodies;

/** What is asked of a report; what is null is not asked for. */
export interface ReportFilters {
  centreId?: string | null;
  since?: string | null;
  until?: string | null;
  studentId?: string | null;
}

/** Which filters each report takes beside the centre. */
const TAKES: Readonly<Record<ReportName, readonly (keyof ReportFilters)[]>> = {
  "student-levels": ["studentId", "until"],
  progress: [],
  "tutor-workload": ["since", "until"],
  "tutor-outcomes": ["since", "until"],
  seats: ["since", "until"],
  demand: ["since", "until"],
  "assessment-queue": ["since", "until"],
  attendance: ["since", "until", "studentId"],
  waits: ["since", "until"],
  franchise: ["since", "until"],
};

/** Only what the report takes and what is set. */
export function askedOf(name: ReportName, filters: ReportFilters): Record<string, string> {
  const taken: readonly (keyof ReportFilters)[] = ["centreId", ...TAKES[name]];
  return Object.fromEntries(taken.flatMap((key) => (filters[key] ? [[key, filters[key]]] : [])));
}

export const reportQuery = <Name extends ReportName>(name: Name, filters: ReportFilters) =>
  queryOptions({
    queryKey: ["reports", name, askedOf(name, filters)],
    queryFn: async ({ signal }) => {
      const query = askedOf(name, filters);
      const path: `/reports/${ReportName}` = `/reports/${name}`;
      // Each address has its own body, which the type of `path` alone cannot tell.
      const body = await unwrap(api.GET(path, { params: { query: query as never }, signal }));
      return body as unknown as ReportBodies[Name];
    },
    staleTime: 60_000,
  });

export type ReportExport = Schemas["Export"];
export type ExportFormat = ReportExport["format"];

const POLL_MS = 1500;

interface OrderedExport {
  report: ReportName;
  format: ExportFormat;
  filters: ReportFilters;
}

export const useOrderExport = () =>
  useOnceAct(({ report, format, filters }: OrderedExport, key) => {
    const body = { report, format, filters: askedOf(report, filters) };
    return unwrap(api.POST("/reports/exports", { body, headers: once(key) }));
  }, null);

/** How far a file is; asked again until it is done. */
export const exportQuery = (exportId: string) =>
  queryOptions({
    queryKey: ["reports", "export", exportId],
    queryFn: ({ signal }) => {
      const params = { path: { export_id: exportId } };
      return unwrap(api.GET("/reports/exports/{export_id}", { params, signal }));
    },
    refetchInterval: ({ state }) =>
      state.data?.status === "WAITING" || state.data?.status === "RUNNING" || !state.data
        ? POLL_MS
        : false,
  });
