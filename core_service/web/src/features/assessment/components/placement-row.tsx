/** A student without a level: how the placement exercises went, and the form that sets level and metrics (C34, R188). */
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { PlacementRequestLimits } from "~/generated/limits";
import type { GradeLevel, Metrics, Unplaced } from "~/lib/contract";
import { dayText } from "~/lib/durations";
import { asProblem } from "~/lib/problem";
import { useOnceAct } from "~/lib/use-once-act";
import { firstName } from "~/lib/wording";
import { FormFrame, FormProblem } from "~/ui/form";
import { ASSESSMENT } from "../api";
import { placeStudent } from "../levels-api";
import { evidenceText } from "./advice-card";
import classes from "./placement-row.module.css";
import { StudentRow } from "./student-row";

interface PlacementRowProps {
  item: Unplaced;
  levels: readonly GradeLevel[];
  mayPlace: boolean;
}

export function PlacementRow({ item, levels, mayPlace }: PlacementRowProps) {
  const [isOpen, setOpen] = useState(false);
  const { student, course, suggestion } = item;
  return (
    <StudentRow student={student}>
      <strong>
        {student.name}, {course.name}
      </strong>
      <p>{suggestion?.words ?? "No placement exercise is handed in yet."}</p>
      {suggestion && <p>{evidenceText(suggestion)}</p>}
      <small>
        {student.schoolGrade !== null && `School class ${student.schoolGrade}, `}waits since{" "}
        {dayText(item.waitingSince)}
      </small>
      {mayPlace && !isOpen && (
        <Button
          className={classes.open}
          variant={suggestion ? "filled" : "default"}
          onClick={() => setOpen(true)}
        >
          Set the level
        </Button>
      )}
      {isOpen && <PlacementForm item={item} levels={levels} onClose={() => setOpen(false)} />}
    </StudentRow>
  );
}

const METRICS = [
  { name: "readingAge", label: "Reading age", hint: "in years, 8.5" },
  { name: "numeracyAge", label: "Number age", hint: "in years, 8.5" },
  { name: "comprehensionLevel", label: "Comprehension", hint: "from 0 to 1" },
  { name: "writingLevel", label: "Writing", hint: "from 0 to 1" },
] as const;

type MetricName = (typeof METRICS)[number]["name"];

interface PlacementFormProps {
  item: Unplaced;
  levels: readonly GradeLevel[];
  onClose: () => void;
}

function PlacementForm({ item, levels, onClose }: PlacementFormProps) {
  const proposed = item.suggestion?.toLevel ?? item.student.schoolGrade ?? 1;
  const [level, setLevel] = useState(proposed);
  const [metrics, setMetrics] = useState<Partial<Record<MetricName, string>>>({});
  const [reason, setReason] = useState("");
  const place = useOnceAct(placeStudent, ASSESSMENT);
  const problem = place.error === null ? null : asProblem(place.error);
  const send = () =>
    place.mutate({
      studentId: item.student.id,
      courseId: item.course.id,
      centreId: item.centreId,
      level,
      metrics: readMetrics(metrics),
      reason: reason.trim() || null,
    });
  return (
    <FormFrame
      className={classes.form}
      isSaving={place.isPending}
      error={place.error}
      onSubmit={send}
    >
      <NativeSelect
        label="Level"
        value={String(level)}
        onChange={(event) => setLevel(Number(event.currentTarget.value))}
        error={problem?.fieldError("level")}
        data={levels.map((each) => ({ value: String(each.level), label: each.label }))}
      />
      {METRICS.map(({ name, label, hint }) => (
        <TextInput
          key={name}
          label={label}
          placeholder={hint}
          inputMode="decimal"
          value={metrics[name] ?? ""}
          onChange={(event) => setMetrics({ ...metrics, [name]: event.currentTarget.value })}
          error={metricProblem(metrics[name]) ?? problem?.fieldError(`metrics.${name}`)}
        />
      ))}
      <Textarea
        label="Why"
        autosize
        maxLength={PlacementRequestLimits.reason.maxLength}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={problem?.fieldError("reason")}
      />
      <div className={classes.end}>
        <Button type="submit" loading={place.isPending}>
          Place {firstName(item.student.name)}
        </Button>
        <Button variant="default" onClick={onClose}>
          Not now
        </Button>
      </div>
      {problem && problem.fieldErrors.length === 0 && (
        <FormProblem error={problem} onRetry={send} />
      )}
    </FormFrame>
  );
}

function readMetrics(typed: Partial<Record<MetricName, string>>): Metrics | null {
  const read = Object.entries(typed).flatMap(([name, text]) =>
    text.trim() === "" ? [] : [[name, Number(text.replace(",", "."))] as const],
  );
  return read.length === 0 ? null : (Object.fromEntries(read) as Metrics);
}

function metricProblem(text: string | undefined): string | undefined {
  if (!text?.trim()) return undefined;
  return Number.isFinite(Number(text.replace(",", "."))) ? undefined : "A number belongs here";
}
