/** Forgetting a person: looked at first, then asked for; it waits, and can be taken back until it is done. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dayText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import { DataTable } from "~/ui/data-table";
import { Loaded } from "~/ui/loaded";
import { InlineProblem } from "~/ui/state-view";
import {
  erasurePreviewQuery,
  type ErasurePreview,
  newestErasureQuery,
  type PersonErasure,
  useAskErasure,
  useCancelErasure,
  type Whom,
} from "../api";
import classes from "./privacy.module.css";

const FATE_WORDS: Readonly<Record<ErasurePreview["whatGoes"][number]["fate"], string>> = {
  DELETED: "goes",
  ANONYMISED: "loses its words",
  KEPT: "stays, without a name",
};

export function Erasure(whom: Whom) {
  const query = useQuery(newestErasureQuery(whom.personId));
  const [isLooking, setLooking] = useState(false);
  return (
    <Loaded query={query} loading="Looking for erasures" failed="Erasures could not be loaded">
      {(erasure) =>
        erasure && erasure.status !== "CANCELLED" ? (
          <Asked erasure={erasure} />
        ) : isLooking ? (
          <Preview whom={whom} onClose={() => setLooking(false)} />
        ) : (
          <div className={classes.stack}>
            {erasure?.cancelledAt && (
              <p>An erasure was taken back on {dayText(erasure.cancelledAt)}.</p>
            )}
            <Button variant="default" onClick={() => setLooking(true)}>
              Look at what an erasure would do
            </Button>
          </div>
        )
      }
    </Loaded>
  );
}

function Asked({ erasure }: { erasure: PersonErasure }) {
  const cancel = useCancelErasure();
  const takeBack = () => cancel.mutate(erasure.id);
  if (erasure.status === "DONE") {
    return <p>Forgotten{erasure.doneAt && ` on ${dayText(erasure.doneAt)}`}.</p>;
  }
  if (erasure.status === "RUNNING") return <p role="status">It is being carried out now.</p>;
  return (
    <div className={classes.stack} role="status">
      <p>
        {erasure.personName} will be forgotten on {dayText(erasure.dueAt)}. Until then it can be
        taken back.
      </p>
      <Button variant="default" loading={cancel.isPending} onClick={takeBack}>
        Take it back
      </Button>
      {cancel.error && <InlineProblem error={cancel.error} onRetry={takeBack} />}
    </div>
  );
}

function Preview({ whom, onClose }: { whom: Whom; onClose: () => void }) {
  const query = useQuery(erasurePreviewQuery(whom));
  const ask = useAskErasure();
  const send = () => ask.mutate(whom, { onSuccess: onClose });
  return (
    <Loaded query={query} loading="Counting what would go" failed="It could not be counted">
      {(preview) => (
        <div className={classes.stack}>
          <WhatGoes preview={preview} />
          {ask.error && <InlineProblem error={ask.error} />}
          <div className={classes.acts}>
            <Button variant="default" onClick={onClose}>
              Keep everything
            </Button>
            {preview.lessons + preview.templates === 0 && (
              <Button color="red" loading={ask.isPending} onClick={send}>
                Forget {preview.personName}
              </Button>
            )}
          </div>
        </div>
      )}
    </Loaded>
  );
}

function WhatGoes({ preview }: { preview: ErasurePreview }) {
  const { whatGoes, lessons, templates, livesElsewhere } = preview;
  const rows = whatGoes.filter((each) => each.rows > 0);
  return (
    <>
      {lessons + templates > 0 && (
        <p role="alert">
          {counted(lessons, "lesson")} and {counted(templates, "weekly lesson")} need another tutor
          first.
        </p>
      )}
      {livesElsewhere && <p>What other centres know of this person stays.</p>}
      <DataTable
        caption="What an erasure would do"
        columns={[
          { label: "What", cell: ({ label }) => label },
          { label: "Rows", cell: (each) => each.rows },
          { label: "Then", cell: ({ fate }) => FATE_WORDS[fate] },
        ]}
        rows={rows}
        keyOf={({ label }) => label}
      />
    </>
  );
}
