import { expect, it } from "vitest";
import { gapsOf, readRows, requestOf } from "./invited-rows";

it("reads pasted lines by tab, comma or semicolon, with roles by name or word", () => {
  const pasted = "ann@example.org\tTutor\r\nben@example.org, assessor\n\n  \ncas@example.org; ?\n";
  expect(readRows(pasted, "TEACHER")).toEqual([
    { email: "ann@example.org", role: "TEACHER", studentId: null },
    { email: "ben@example.org", role: "ASSESSOR", studentId: null },
    { email: "cas@example.org", role: "TEACHER", studentId: null },
  ]);
});

it("asks for the address, and of a parent for the child", () => {
  expect(gapsOf({ email: " ", role: "TEACHER", studentId: null })).toEqual({
    email: "Type an e-mail address",
  });
  expect(gapsOf({ email: "a@b.org", role: "PARENT", studentId: null })).toEqual({
    studentId: "Choose the child",
  });
  expect(gapsOf({ email: "a@b.org", role: "PARENT", studentId: "maya" })).toEqual({});
});

it("sends a child only with a parent", () => {
  const rows = [{ email: " a@b.org ", role: "TEACHER" as const, studentId: "maya" }];
  expect(requestOf("centre-1", rows).invitations).toEqual([
    { email: "a@b.org", role: "TEACHER", studentId: null },
  ]);
});
