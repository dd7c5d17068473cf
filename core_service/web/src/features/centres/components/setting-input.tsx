/** One setting: the input that its kind asks for, with unit and limits. */
import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { type SettingField, WEEKDAYS } from "../settings-fields";
import classes from "./centres.module.css";

interface SettingInputProps {
  field: SettingField;
  typed: string | boolean;
  error: string | undefined;
  onChange: (typed: string | boolean) => void;
}

/** What a setting does stands below its input, so that inputs beside each other are level. */
const BELOW: ("label" | "input" | "description" | "error")[] = [
  "label",
  "input",
  "description",
  "error",
];

export function SettingInput({ field, typed, error, onChange }: SettingInputProps) {
  const { label, does } = field;
  const shared = { label, description: does, error, inputWrapperOrder: BELOW };
  if (typeof typed === "boolean") {
    return (
      <Switch
        label={label}
        description={does}
        error={error}
        size="md"
        checked={typed}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  if (field.kind === "weekday") {
    return (
      <NativeSelect
        {...shared}
        value={typed}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={WEEKDAYS.map((day, number) => ({ value: String(number + 1), label: day }))}
      />
    );
  }
  if (field.kind === "number" || field.kind === "share") {
    const unit = field.kind === "share" ? "%" : field.unit;
    return (
      <TextInput
        {...shared}
        description={`${does} From ${field.lowest} to ${field.highest}.`}
        inputMode="numeric"
        value={typed}
        rightSection={<span className={classes.unit}>{unit}</span>}
        rightSectionWidth="auto"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      type="time"
      value={typed}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
