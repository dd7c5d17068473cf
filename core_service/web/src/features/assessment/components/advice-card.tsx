/** What is recommended about the student's level: the rule, its numbers, and the assessor's word (R182, C18). */
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { IconTrendingDown, IconTrendingUp } from "@tabler/icons-react";
import { levelLabel } from "../level-words";
import { AdviceRequestLimits } from "~/generated/limits";
import type { Advice, GradeLevel, Recommendation } from "~/lib/contract";
import { KeyHint } from "~/ui/key-hint";
import classes from "./advice-card.module.css";

interface AdviceCardProps {
  recommendation: Recommendation;
  levels: readonly GradeLevel[];
  /** The word so far; null leaves the recommendation open. */
  advice: Advice | null;
  onChange: (advice: Advice | null) => void;
  isReadOnly: boolean;
  /** What the API says is wrong with the word. */
  problem?: string;
}

export function AdviceCard(props: AdviceCardProps) {
  const { recommendation, advice, isReadOnly } = props;
  const Icon = recommendation.kind === "LEVEL_DOWN" ? IconTrendingDown : IconTrendingUp;
  return (
    <section className={classes.card} aria-label="About the level">
      <Icon size={22} stroke={1.8} aria-hidden />
      <div>
        <h3>{recommendation.words}</h3>
        <p>{evidenceText(recommendation)}</p>
        {!isReadOnly && <Choices {...props} />}
        {advice?.decision === "adjust" && <Adjustment {...props} advice={advice} />}
        {advice !== null && (
          <p role="status">{outcomeText(recommendation, advice, props.levels)}</p>
        )}
        {props.problem && (
          <p role="alert" className={classes.problem}>
            {props.problem}
          </p>
        )}
      </div>
    </section>
  );
}

function Choices({ recommendation, levels, advice, onChange }: AdviceCardProps) {
  const isUnit = recommendation.kind === "UNIT_MASTERED";
  const choose = (decision: Advice["decision"], more: Partial<Advice> = {}) =>
    onChange(
      advice?.decision === decision
        ? null
        : { decision, recommendationId: recommendation.id, newLevel: null, reason: null, ...more },
    );
  const variant = (decision: Advice["decision"]) =>
    advice?.decision === decision ? "filled" : "default";
  return (
    <div className={classes.choices}>
      <Button
        variant={advice === null ? "filled" : variant("confirm")}
        aria-pressed={advice?.decision === "confirm"}
        rightSection={<KeyHint>Y</KeyHint>}
        onClick={() => choose("confirm")}
      >
        {isUnit ? "Unit mastered" : `To ${levelLabel(recommendation.toLevel, levels)}`}
      </Button>
      {!isUnit && (
        <Button
          variant={variant("adjust")}
          aria-pressed={advice?.decision === "adjust"}
          onClick={() => choose("adjust", { newLevel: recommendation.fromLevel })}
        >
          Adjust
        </Button>
      )}
      <Button
        variant={variant("decline")}
        aria-pressed={advice?.decision === "decline"}
        onClick={() => choose("decline")}
      >
        Not yet
      </Button>
    </div>
  );
}

function Adjustment({ levels, advice, onChange }: AdviceCardProps & { advice: Advice }) {
  return (
    <div className={classes.adjustment}>
      <NativeSelect
        label="Level"
        value={String(advice.newLevel ?? "")}
        onChange={(event) => onChange({ ...advice, newLevel: Number(event.currentTarget.value) })}
        data={levels.map(({ level, label }) => ({ value: String(level), label }))}
      />
      <Textarea
        label="Why"
        required
        autosize
        maxLength={AdviceRequestLimits.reason.maxLength}
        value={advice.reason ?? ""}
        onChange={(event) => onChange({ ...advice, reason: event.currentTarget.value })}
      />
    </div>
  );
}

function outcomeText(
  { kind, toLevel }: Recommendation,
  advice: Advice,
  levels: readonly GradeLevel[],
): string {
  if (advice.decision === "decline") return "Stays as it is, for now.";
  if (kind === "UNIT_MASTERED") return "The unit counts as mastered when you save.";
  const level = advice.decision === "adjust" ? (advice.newLevel ?? null) : toLevel;
  return `Works at ${levelLabel(level, levels)} when you save.`;
}

/** "87 %, 90 %, 83 %: Fractions 1, Fractions 2, …", newest last. */
export function evidenceText({ evidence }: Recommendation): string {
  const percents = evidence.map(({ percent }) => (percent === null ? "not marked" : `${percent}%`));
  return percents.length > 0 ? `${percents.slice(-6).join(", ")}.` : "";
}
