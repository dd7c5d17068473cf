/** All that the centre knows of a person, as a file: asked for, made, fetched by a link that ends. */
import { Button, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { dayText } from "~/lib/durations";
import { Loaded } from "~/ui/loaded";
import { InlineProblem } from "~/ui/state-view";
import { newestExportQuery, type PersonExport, useAskExport, type Whom } from "../api";
import classes from "./privacy.module.css";

export function ExportOfPerson({ personId, centreId }: Whom) {
  const query = useQuery(newestExportQuery(personId));
  const ask = useAskExport();
  const send = () => ask.mutate({ personId, centreId });
  return (
    <Loaded query={query} loading="Looking for files" failed="Files could not be loaded">
      {(made) => {
        const isUnderWay = made?.status === "PENDING" || made?.status === "RUNNING";
        return (
          <div className={classes.stack}>
            {made && <Made made={made} />}
            {!isUnderWay && (
              <Button variant="default" loading={ask.isPending} onClick={send}>
                {made ? "Make a new file" : "Make a file of everything"}
              </Button>
            )}
            {ask.error && <InlineProblem error={ask.error} onRetry={send} />}
          </div>
        );
      }}
    </Loaded>
  );
}

function Made({ made }: { made: PersonExport }) {
  switch (made.status) {
    case "READY":
      return (
        <p>
          {made.downloadUrl && (
            <a href={made.downloadUrl} download>
              Fetch the file
            </a>
          )}{" "}
          of {dayText(made.requestedAt)}
          {made.expiresAt && `, kept until ${dayText(made.expiresAt)}`}.
        </p>
      );
    case "EXPIRED":
      return <p>The file of {dayText(made.requestedAt)} is deleted.</p>;
    case "PENDING":
    case "RUNNING":
      return (
        <div role="status">
          <p>The file is being made: {made.progressPct}%</p>
          <Progress value={made.progressPct} aria-label="How far the file is" />
        </div>
      );
  }
}
