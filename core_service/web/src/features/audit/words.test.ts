import { expect, it } from "vitest";
import type { AuditEntry } from "./api";
import {
  actionWords,
  actorWords,
  changedFields,
  KNOWN_ACTIONS,
  resourceWords,
  valueWords,
} from "./words";

const entry: AuditEntry = {
  id: "entry-1",
  centreId: "centre-1",
  at: "2026-11-17T16:00:00Z",
  actorId: "ravi",
  actorName: "Ravi Menon",
  actingRole: "ASSESSOR",
  action: "REVIEW_COMPLETE",
  resourceType: "AssessmentReview",
  resourceId: "review-1",
  requestId: "req-1",
  before: { status: "CLAIMED" },
  after: { status: "COMPLETED", score: 8 },
  metadata: null,
};

it("says who, as what, did what", () => {
  expect(`${actorWords(entry)} ${actionWords(entry.action)}`).toBe(
    "Ravi Menon as assessor finished a marking",
  );
  expect(actorWords({ ...entry, actorId: null, actorName: null })).toBe("AetherLearn");
  expect(actorWords({ ...entry, actorName: null })).toBe("Somebody who has left as assessor");
});

it("has a verb for every action that one may look for, and shows an unknown one as it is", () => {
  for (const action of KNOWN_ACTIONS) expect(actionWords(action)).not.toBe(action.toLowerCase());
  expect(actionWords("SOMETHING_ODD")).toBe("something odd");
  expect(resourceWords("TutoringSession")).toBe("tutoring session");
});

it("pairs what was before with what is after", () => {
  expect(changedFields(entry)).toEqual([
    { field: "status", before: "CLAIMED", after: "COMPLETED" },
    { field: "score", before: undefined, after: 8 },
  ]);
  expect([undefined, false, 8, { a: 1 }].map(valueWords)).toEqual(["none", "no", "8", '{"a":1}']);
});
