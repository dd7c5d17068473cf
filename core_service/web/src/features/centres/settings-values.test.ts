import { expect, it } from "vitest";
import { SETTING_FIELDS } from "./settings-fields";
import { changesOf, fieldProblem, formOf, settingWords } from "./settings-values";
import { USUAL_SETTINGS } from "./testing";

const field = (wanted: string) => {
  const found = SETTING_FIELDS.find(({ name }) => name === wanted);
  if (!found) throw new Error(wanted);
  return found;
};

it("has words for every setting, once", () => {
  const names = SETTING_FIELDS.map(({ name }) => name).sort();
  expect(names).toEqual(Object.keys(USUAL_SETTINGS).sort());
});

it("sends what was changed and nothing else, shares as parts of one", () => {
  const loaded = formOf(USUAL_SETTINGS);
  expect(loaded.masteryThreshold).toBe("80");
  expect(changesOf(loaded, loaded)).toEqual({});
  const mine = { ...loaded, masteryThreshold: "85", effortBoard: true, quietFrom: "20:30" };
  expect(changesOf(mine, loaded)).toEqual({
    masteryThreshold: 0.85,
    effortBoard: true,
    quietFrom: "20:30",
  });
});

it("says at the field what fits it", () => {
  expect(fieldProblem(field("masteryStreak"), "51")).toBe("Type a whole number from 1 to 50");
  expect(fieldProblem(field("masteryStreak"), "")).toBe("Type a whole number from 1 to 50");
  expect(fieldProblem(field("masteryThreshold"), "4")).toBe("Type a whole number from 5 to 100");
  expect(fieldProblem(field("quietFrom"), "8pm")).toBe("Type a time such as 20:00");
  expect(fieldProblem(field("lateAfterMinutes"), "0")).toBeUndefined();
});

it("reads settings as people say them", () => {
  expect(settingWords(field("lateAfterMinutes"), "10")).toBe("10 minutes");
  expect(settingWords(field("weeklyLetterDay"), "5")).toBe("Friday");
  expect(settingWords(field("masteryThreshold"), "80")).toBe("80%");
});
