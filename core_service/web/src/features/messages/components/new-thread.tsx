/** The first message to a parent: about which child, and to which parent where there are several. */
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PersonSelect } from "~/ui/person-select";
import { InlineProblem } from "~/ui/state-view";
import { guardiansToWriteQuery } from "../api";
import classes from "./messages.module.css";
import { WriteMessage } from "./write-message";

export function NewThread({ onSent }: { onSent: (threadId: string) => void }) {
  const [studentId, setStudentId] = useState<string | null>(null);
  return (
    <div className={classes.stack}>
      <PersonSelect
        label="About which student?"
        kind="STUDENT"
        centreId={null}
        value={studentId}
        onChange={setStudentId}
      />
      {studentId && <ToParent key={studentId} studentId={studentId} onSent={onSent} />}
    </div>
  );
}

function ToParent({
  studentId,
  onSent,
}: {
  studentId: string;
  onSent: (threadId: string) => void;
}) {
  const { data, error, refetch } = useQuery(guardiansToWriteQuery(studentId));
  const [chosen, setChosen] = useState<string | null>(null);
  if (error) return <InlineProblem error={error} onRetry={() => void refetch()} />;
  if (!data) return <p role="status">Looking for the parents</p>;
  const keyOf = (each: (typeof data)[number]) => `${each.id} ${each.centreId}`;
  const guardian = data.find((each) => keyOf(each) === chosen) ?? data[0];
  if (!guardian) {
    return <p>No parent is linked to this student yet. The centre can invite one.</p>;
  }
  return (
    <>
      {data.length > 1 && (
        <Select
          label="To which parent?"
          allowDeselect={false}
          value={keyOf(guardian)}
          onChange={setChosen}
          data={data.map((each) => ({ value: keyOf(each), label: each.name }))}
        />
      )}
      <WriteMessage
        to={{ studentId, centreId: guardian.centreId, guardianId: guardian.id }}
        label={`Write to ${guardian.name}`}
        onSent={onSent}
      />
    </>
  );
}
