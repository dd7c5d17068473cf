/** One line of a rubric: name, description, points, and what certain points stand for. */
import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { CriterionLevelLimits, CriterionLimits } from "~/generated/limits";
import type { Criterion } from "~/lib/contract";
import { counted } from "~/lib/wording";
import classes from "./rubric-editor.module.css";

const MOST_POINTS = 20;

interface CriterionEditorProps {
  criterion: Criterion;
  number: number;
  onChange: (criterion: Criterion) => void;
  onRemove: () => void;
  problemAt: (path: string) => string | undefined;
}

export function CriterionEditor(props: CriterionEditorProps) {
  const { criterion, number, onChange, onRemove, problemAt } = props;
  const levels = criterion.levels ?? [];
  const setLevel = (at: number, change: { points?: number; description?: string }) =>
    onChange({
      ...criterion,
      levels: levels.map((level, other) => (other === at ? { ...level, ...change } : level)),
    });
  return (
    <li className={classes.criterion}>
      <div className={classes.line}>
        <TextInput
          label={`Line ${number}`}
          required
          maxLength={CriterionLimits.name.maxLength}
          value={criterion.name}
          onChange={(event) => onChange({ ...criterion, name: event.currentTarget.value })}
          error={problemAt("name")}
        />
        <Points
          label="Points"
          value={criterion.maxPoints}
          most={Math.max(MOST_POINTS, criterion.maxPoints)}
          least={1}
          onChange={(maxPoints) => onChange({ ...criterion, maxPoints })}
          problem={problemAt("maxPoints")}
        />
        <ActionIcon
          variant="default"
          size={44}
          aria-label={`Remove line ${number}`}
          onClick={onRemove}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </div>
      <TextInput
        label="What it asks"
        maxLength={CriterionLimits.description.maxLength}
        value={criterion.description ?? ""}
        onChange={(event) => onChange({ ...criterion, description: event.currentTarget.value })}
        error={problemAt("description")}
      />
      {levels.map((level, at) => (
        <div key={at} className={classes.line}>
          <Points
            label="Points"
            value={level.points}
            most={criterion.maxPoints}
            least={0}
            onChange={(points) => setLevel(at, { points })}
            problem={problemAt(`levels.${at}.points`)}
          />
          <TextInput
            label="are for"
            maxLength={CriterionLevelLimits.description.maxLength}
            value={level.description}
            onChange={(event) => setLevel(at, { description: event.currentTarget.value })}
            error={problemAt(`levels.${at}.description`)}
          />
          <ActionIcon
            variant="default"
            size={44}
            aria-label={`Remove the text for ${counted(level.points, "point")} of line ${number}`}
            onClick={() =>
              onChange({ ...criterion, levels: levels.filter((_, other) => other !== at) })
            }
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        onClick={() =>
          onChange({
            ...criterion,
            levels: [...levels, { points: criterion.maxPoints, description: "" }],
          })
        }
      >
        Say what points stand for
      </Button>
    </li>
  );
}

interface PointsProps {
  label: string;
  value: number;
  least: number;
  most: number;
  onChange: (points: number) => void;
  problem?: string;
}

/** A list to choose from: no field of numbers that a wheel could turn. */
function Points({ label, value, least, most, onChange, problem }: PointsProps) {
  return (
    <NativeSelect
      className={classes.points}
      label={label}
      value={String(value)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
      error={problem}
      data={Array.from({ length: Math.max(most, value) - least + 1 }, (_, step) =>
        String(least + step),
      )}
    />
  );
}
