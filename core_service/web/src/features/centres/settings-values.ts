/** What is typed in the form of settings, and what the API makes of it. */
import type { Settings } from "./api";
import { SETTING_FIELDS, type SettingField, type SettingName, WEEKDAYS } from "./settings-fields";

/** What stands in the form: texts as typed, and switches. */
export type SettingsForm = Record<SettingName, string | boolean>;

export function formOf(settings: Settings): SettingsForm {
  const entries = SETTING_FIELDS.map((field) => [field.name, typedOf(field, settings[field.name])]);
  return Object.fromEntries(entries) as SettingsForm;
}

function typedOf({ kind }: SettingField, value: Settings[SettingName]): string | boolean {
  if (typeof value === "boolean") return value;
  return kind === "share" ? String(Math.round(Number(value) * 100)) : String(value);
}

/** "Type a whole number from 1 to 50", where what is typed is none. */
export function fieldProblem(field: SettingField, typed: string | boolean): string | undefined {
  if (typeof typed === "boolean") return undefined;
  if (field.kind === "time") {
    return /^\d\d:\d\d$/.test(typed) ? undefined : "Type a time such as 20:00";
  }
  if (field.kind !== "number" && field.kind !== "share") return undefined;
  const { lowest, highest } = field;
  const isFit = /^\d+$/.test(typed.trim()) && Number(typed) >= lowest && Number(typed) <= highest;
  return isFit ? undefined : `Type a whole number from ${lowest} to ${highest}`;
}

/** What differs from the form as it was loaded, as the API takes it. */
export function changesOf(form: SettingsForm, loaded: SettingsForm): Partial<Settings> {
  const changed = SETTING_FIELDS.filter(({ name }) => form[name] !== loaded[name]);
  return Object.fromEntries(changed.map((field) => [field.name, wireOf(field, form[field.name])]));
}

function wireOf({ kind }: SettingField, typed: string | boolean): string | number | boolean {
  if (typeof typed === "boolean" || kind === "time") return typed;
  return kind === "share" ? Number(typed) / 100 : Number(typed);
}

/** "10 minutes", for reading. */
export function settingWords(field: SettingField, typed: string | boolean): string {
  if (typeof typed === "boolean") return typed ? "yes" : "no";
  if (field.kind === "share") return `${typed}%`;
  if (field.kind === "weekday") return WEEKDAYS[Number(typed) - 1] ?? typed;
  return field.kind === "number" ? `${typed} ${field.unit}` : typed;
}
