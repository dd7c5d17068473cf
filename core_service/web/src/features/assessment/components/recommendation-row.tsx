/** One recommendation to decide: who, which rule, its numbers, and the three answers (R182, C18, C21). */
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DecisionRequestLimits } from "~/generated/limits";
import type { GradeLevel, NamedRecommendation, Recommendation } from "~/lib/contract";
import { dayText } from "~/lib/durations";
import { useUnsent } from "~/lib/unsent";
import { Portrait } from "~/ui/portrait";
import { InlineProblem } from "~/ui/state-view";
import { decide } from "../levels-api";
import { levelLabel } from "../level-words";
import classes from "./recommendation-row.module.css";

interface RecommendationRowProps {
  item: NamedRecommendation;
  levels: readonly GradeLevel[];
  mayDecide: boolean;
}

export function RecommendationRow({ item, levels, mayDecide }: RecommendationRowProps) {
  const { recommendation, studentName, courseName } = item;
  const student = { id: recommendation.studentId, name: studentName };
  return (
    <li className={classes.row}>
      <Portrait person={student} size={40} />
      <div className={classes.what}>
        <strong>
          {studentName}, {titleOf(item, levels)}
        </strong>
        <p>{recommendation.words}</p>
        <small>
          {courseName}
          {item.proposedBy && `, proposed by ${item.proposedBy}`}, since{" "}
          {dayText(recommendation.createdAt)}
        </small>
        <Evidence recommendation={recommendation} />
        {recommendation.status === "OPEN" ? (
          mayDecide && <Decision recommendation={recommendation} levels={levels} />
        ) : (
          <p className={classes.outcome}>{outcomeOf(recommendation, levels)}</p>
        )}
      </div>
    </li>
  );
}

function Evidence({ recommendation }: { recommendation: Recommendation }) {
  const { evidence } = recommendation;
  if (evidence.length === 0) return null;
  return (
    <details className={classes.evidence}>
      <summary>
        {evidence
          .slice(-8)
          .map(({ percent }) => (percent === null ? "not marked" : `${percent}%`))
          .join(", ")}
      </summary>
      <ul>
        {evidence.map((each, index) => (
          <li key={index}>
            {each.title}: {each.percent === null ? "not marked" : `${each.percent}%`}
            {each.at && `, ${dayText(each.at)}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Decision({
  recommendation,
  levels,
}: Omit<RecommendationRowProps, "item" | "mayDecide"> & { recommendation: Recommendation }) {
  const queries = useQueryClient();
  const [adjusted, setAdjusted] = useState<{ level: number; reason: string } | null>(null);
  useUnsent(Boolean(adjusted?.reason.trim()));
  const decision = useMutation({
    mutationFn: (word: "confirm" | "adjust" | "decline") =>
      decide(recommendation.id, {
        decision: word,
        newLevel: word === "adjust" ? (adjusted?.level ?? null) : null,
        reason: adjusted?.reason.trim() || null,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["assessment"] }),
  });
  const isUnit = recommendation.kind === "UNIT_MASTERED";
  const level = recommendation.toLevel ?? recommendation.fromLevel ?? 1;
  return (
    <div className={classes.decision}>
      <div className={classes.choices}>
        <Button loading={decision.isPending} onClick={() => decision.mutate("confirm")}>
          {isUnit ? "Unit mastered" : `To ${levelLabel(recommendation.toLevel, levels)}`}
        </Button>
        {!isUnit && (
          <Button
            variant="default"
            aria-expanded={adjusted !== null}
            onClick={() => setAdjusted(adjusted ? null : { level, reason: "" })}
          >
            Adjust
          </Button>
        )}
        <Button
          variant="default"
          loading={decision.isPending}
          onClick={() => decision.mutate("decline")}
        >
          Not yet
        </Button>
      </div>
      {adjusted && (
        <div className={classes.adjust}>
          <NativeSelect
            label="Level"
            value={String(adjusted.level)}
            onChange={(event) =>
              setAdjusted({ ...adjusted, level: Number(event.currentTarget.value) })
            }
            data={levels.map((each) => ({ value: String(each.level), label: each.label }))}
          />
          <Textarea
            label="Why"
            autosize
            maxLength={DecisionRequestLimits.reason.maxLength}
            value={adjusted.reason}
            onChange={(event) => setAdjusted({ ...adjusted, reason: event.currentTarget.value })}
          />
          <Button
            loading={decision.isPending}
            disabled={adjusted.reason.trim() === ""}
            onClick={() => decision.mutate("adjust")}
          >
            Set this level
          </Button>
          {adjusted.reason.trim() === "" && <small>Say why, then it can be set.</small>}
        </div>
      )}
      {decision.error && <InlineProblem error={decision.error} />}
    </div>
  );
}

function titleOf(
  { recommendation, unitTitle }: NamedRecommendation,
  levels: readonly GradeLevel[],
) {
  const { kind, fromLevel, toLevel } = recommendation;
  const to = levelLabel(toLevel, levels);
  switch (kind) {
    case "UNIT_MASTERED":
      return `unit “${unitTitle ?? ""}”`;
    case "LEVEL_UP":
      return `up from ${levelLabel(fromLevel, levels)} to ${to}`;
    case "LEVEL_DOWN":
      return `back from ${levelLabel(fromLevel, levels)} to ${to}`;
    case "PLACEMENT":
      return `placement at ${to}`;
    case "PROPOSAL":
      return `a tutor proposes ${to}`;
  }
}

function outcomeOf({ status, decidedLevel }: Recommendation, levels: readonly GradeLevel[]) {
  if (status === "DECLINED") return "Not yet";
  if (status === "ADJUSTED") return `Adjusted to ${levelLabel(decidedLevel, levels)}`;
  return status === "CONFIRMED" ? "Confirmed" : "No longer holds";
}
