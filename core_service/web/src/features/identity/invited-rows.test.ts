// @vitest-environment jsdom
import { expect, it } from "vitest";
import { emptyRow, gapsOf, readRows, requestOf } from "./invited-rows";

const maya = { studentId: "maya", centreId: "centre-1" };

it("reads pasted lines by tab, comma or semicolon, with roles by name or word", () => {
  const pasted = "ann@example.org\tTutor\r\nben@example.org, assessor\n\n  \ncas@example.org; ?\n";
  expect(readRows(pasted, "TEACHER", "centre-1")).toEqual([
    { ...emptyRow("TEACHER", "centre-1"), email: "ann@example.org" },
    { ...emptyRow("ASSESSOR", "centre-1"), email: "ben@example.org" },
    { ...emptyRow("TEACHER", "centre-1"), email: "cas@example.org" },
  ]);
});

it("asks for the address, and of a parent for the child", () => {
  expect(gapsOf({ ...emptyRow("TEACHER", "centre-1"), email: " " })).toEqual({
    email: "Type an e-mail address",
  });
  const parent = { email: "a@b.org", role: "PARENT" as const };
  expect(gapsOf({ ...parent, children: [maya, { ...maya, studentId: null }] })).toEqual({
    children: [undefined, "Choose the child"],
  });
  expect(gapsOf({ ...parent, children: [maya] })).toEqual({});
});

it("sends children only with a parent", () => {
  const rows = (["TEACHER", "PARENT"] as const).map((role) => ({
    email: " a@b.org ",
    role,
    children: [maya],
  }));
  expect(requestOf("centre-1", rows).invitations).toEqual([
    { email: "a@b.org", role: "TEACHER" },
    { email: "a@b.org", role: "PARENT", children: [maya] },
  ]);
});
