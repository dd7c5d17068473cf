/** A report as a file: asked for, written by the worker, fetched by a link that ends. */
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { counted } from "~/lib/wording";
import { InlineProblem } from "~/ui/state-view";
import {
  type ExportFormat,
  exportQuery,
  type ReportExport,
  type ReportFilters,
  type ReportName,
  useOrderExport,
} from "../api";
import classes from "./reports.module.css";

interface ExportButtonsProps {
  report: ReportName;
  title: string;
  filters: ReportFilters;
}

export function ExportButtons({ report, title, filters }: ExportButtonsProps) {
  const order = useOrderExport();
  const send = (format: ExportFormat) => order.mutate({ report, format, filters });
  return (
    <div className={`${classes.exports} ${classes.screenOnly}`}>
      {(["csv", "xlsx"] as const).map((format) => (
        <Button
          key={format}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          aria-label={`${format.toUpperCase()} file: ${title}`}
          loading={order.isPending && order.variables.format === format}
          onClick={() => send(format)}
        >
          {format.toUpperCase()} file
        </Button>
      ))}
      {order.data && <Progress key={order.data.id} exportId={order.data.id} />}
      {order.error && (
        <InlineProblem
          error={order.error}
          onRetry={() => order.variables && send(order.variables.format)}
        />
      )}
    </div>
  );
}

function Progress({ exportId }: { exportId: string }) {
  const { data, error, refetch } = useQuery(exportQuery(exportId));
  if (error) return <InlineProblem error={error} onRetry={() => void refetch()} />;
  return (
    <span role="status">
      {data?.url ? (
        <a href={data.url} download>
          Fetch the {data.format.toUpperCase()} file
        </a>
      ) : (
        progressWords(data)
      )}
    </span>
  );
}

function progressWords(file: ReportExport | undefined): string {
  switch (file?.status) {
    case "RUNNING":
      return `${counted(file.rowsWritten, "row is", "rows are")} written`;
    case "FAILED":
      return "The file could not be written. Ask for it again.";
    case "EXPIRED":
    case "DONE":
      return "The file is gone. Ask for it again.";
    case "WAITING":
    case undefined:
      return "The file waits its turn";
  }
}
