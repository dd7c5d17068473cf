/** One recommendation to decide: who, which rule, its numbers, and the three answers (R182, C18, C21). */
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DecisionRequestLimits } from "~/generated/limits";
import type { GradeLevel, NamedRecommendation, Recommendation } from "~/lib/contract";
import { dayText } from "~/lib/durations";
import { asProblem } from "~/lib/problem";
import { useOnceAct } from "~/lib/use-once-act";
import { fieldError, FormFrame, FormProblem } from "~/ui/form";
import { ASSESSMENT } from "../api";
import { decide, type LevelDecision } from "../levels-api";
import { levelLabel } from "../level-words";
import classes from "./recommendation-row.module.css";
import { StudentRow } from "./student-row";

interface RecommendationRowProps {
  item: NamedRecommendation;
  levels: readonly GradeLevel[];
  mayDecide: boolean;
}

export function RecommendationRow({ item, levels, mayDecide }: RecommendationRowProps) {
  const { recommendation, studentName, courseName } = item;
  const student = { id: recommendation.studentId, name: studentName };
  return (
    <StudentRow student={student}>
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
    </StudentRow>
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

interface DecisionProps {
  recommendation: Recommendation;
  levels: readonly GradeLevel[];
}

const plain = (decision: LevelDecision["decision"]): LevelDecision => ({
  decision,
  newLevel: null,
  reason: null,
});

function Decision({ recommendation, levels }: DecisionProps) {
  const [isAdjusting, setAdjusting] = useState(false);
  const decision = useOnceAct(
    (word: LevelDecision, key) => decide(recommendation.id, word, key),
    ASSESSMENT,
  );
  const { error, variables, isPending } = decision;
  const isUnit = recommendation.kind === "UNIT_MASTERED";
  const outcome = outcomeMeanwhile(error);
  if (outcome) return <DecidedMeanwhile outcome={outcome} sent={variables} levels={levels} />;
  return (
    <div className={classes.decision}>
      <div className={classes.choices}>
        <Button loading={isPending} onClick={() => decision.mutate(plain("confirm"))}>
          {isUnit ? "Unit mastered" : `To ${levelLabel(recommendation.toLevel, levels)}`}
        </Button>
        {!isUnit && (
          <Button
            variant="default"
            aria-expanded={isAdjusting}
            onClick={() => setAdjusting(!isAdjusting)}
          >
            Adjust
          </Button>
        )}
        <Button
          variant="default"
          loading={isPending}
          onClick={() => decision.mutate(plain("decline"))}
        >
          Not yet
        </Button>
      </div>
      {isAdjusting && (
        <Adjustment
          level={recommendation.toLevel ?? recommendation.fromLevel ?? 1}
          levels={levels}
          isSaving={isPending}
          error={variables?.decision === "adjust" ? error : null}
          onAdjust={(word) => decision.mutate(word)}
        />
      )}
      {error && (
        <FormProblem error={error} onRetry={() => variables && decision.mutate(variables)} />
      )}
    </div>
  );
}

interface DecidedMeanwhileProps {
  outcome: string;
  sent: LevelDecision | undefined;
  levels: readonly GradeLevel[];
}

/** Nothing here can be decided any more; what came of it, and one's own words to take along. */
function DecidedMeanwhile({ outcome, sent, levels }: DecidedMeanwhileProps) {
  const queries = useQueryClient();
  return (
    <div className={classes.decision} role="alert">
      <p className={classes.outcome}>Somebody else has decided this meanwhile: {outcome}.</p>
      {sent?.reason && (
        <p>
          You wanted {levelLabel(sent.newLevel ?? null, levels)}: “{sent.reason}”
        </p>
      )}
      <Button
        variant="default"
        onClick={() => void queries.invalidateQueries({ queryKey: ASSESSMENT })}
      >
        Show what is left to decide
      </Button>
    </div>
  );
}

interface AdjustmentProps {
  level: number;
  levels: readonly GradeLevel[];
  isSaving: boolean;
  error: unknown;
  onAdjust: (word: LevelDecision) => void;
}

function Adjustment({ level: proposed, levels, isSaving, error, onAdjust }: AdjustmentProps) {
  const [level, setLevel] = useState(proposed);
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const reason = typed.trim();
  const send = () => {
    setTried(true);
    if (reason) onAdjust({ decision: "adjust", newLevel: level, reason });
  };
  return (
    <FormFrame className={classes.adjust} isSaving={isSaving} error={error} onSubmit={send}>
      <NativeSelect
        label="Level"
        value={String(level)}
        onChange={(event) => setLevel(Number(event.currentTarget.value))}
        error={fieldError(error, "newLevel")}
        data={levels.map((each) => ({ value: String(each.level), label: each.label }))}
      />
      <Textarea
        label="Why"
        autosize
        maxLength={DecisionRequestLimits.reason.maxLength}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={isTried && !reason ? "Say why the level is another" : fieldError(error, "reason")}
      />
      <Button type="submit" loading={isSaving}>
        Set this level
      </Button>
    </FormFrame>
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

const OUTCOMES: Readonly<Record<string, string>> = {
  CONFIRMED: "confirmed",
  ADJUSTED: "set to another level",
  DECLINED: "not yet",
};

function outcomeMeanwhile(error: unknown): string | null {
  if (!error) return null;
  const { code, facts } = asProblem(error);
  if (code !== "already_decided") return null;
  return OUTCOMES[String(facts["recommendationStatus"])] ?? "it no longer holds";
}

function outcomeOf({ status, decidedLevel }: Recommendation, levels: readonly GradeLevel[]) {
  if (status === "DECLINED") return "Not yet";
  if (status === "ADJUSTED") return `Adjusted to ${levelLabel(decidedLevel, levels)}`;
  return status === "CONFIRMED" ? "Confirmed" : "No longer holds";
}
