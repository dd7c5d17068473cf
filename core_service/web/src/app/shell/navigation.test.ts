// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import type { Me, Permission } from "~/lib/contract";
import { aTutor } from "~/testing/fake-core";
import { routes } from "../router";
import { type HasPage, pagesOf, placeOf, placesFor } from "./navigation";

const someone = (...permissions: Permission[]): Me =>
  ({ ...aTutor, permissions: [{ centreId: "centre-1", permissions }] }) as Me;
const labels = (me: Me, hasPage: HasPage = () => true) =>
  placesFor(me, hasPage, null).flatMap(({ places }) => places.map(({ label }) => label));

describe("the sidebar's places", () => {
  it("are none for someone without a permission of staff", () => {
    expect(labels(someone("OWN_WORK"))).toEqual([]);
  });

  it("are those that the person's permissions open, composed roles all at once", () => {
    expect(labels(someone("SESSION_CONDUCT"))).toEqual(["My day", "Sessions", "Messages"]);
    const both = labels(someone("SESSION_CONDUCT", "ASSESSMENT_QUEUE_VIEW"));
    expect(both).toEqual(["My day", "Sessions", "Messages", "Marking", "Students"]);
  });

  it("have the session that is on now, and only then", () => {
    const places = placesFor(someone("SESSION_CONDUCT"), () => true, "session-1")[0]?.places;
    expect(places?.[1]).toMatchObject({
      label: "Live session",
      path: "/dashboard/tutor/sessions/session-1/control-center",
    });
  });

  it.each([
    ["/dashboard/tutor/my-day", "/dashboard/tutor/my-day"],
    ["/dashboard/tutor/sessions/other", "/dashboard/tutor/sessions"],
    ["/dashboard/tutor/sessions/other/attendance", "/dashboard/tutor/sessions"],
    [
      "/dashboard/tutor/sessions/session-1/control-center",
      "/dashboard/tutor/sessions/session-1/control-center",
    ],
    ["/dashboard/students/maya", "/dashboard/students"],
    ["/dashboard/profile", null],
  ])("are where %s stands", (page, place) => {
    const tutor = someone("SESSION_CONDUCT", "SESSION_VIEW_STUDENTS");
    expect(
      placeOf(
        placesFor(tutor, () => true, "session-1"),
        page,
      ),
    ).toBe(place);
  });

  it("lead nowhere that has no page", () => {
    const hasPage = pagesOf(routes);
    expect(hasPage("/dashboard/tutor/my-day")).toBe(true);
    expect(hasPage("/dashboard/tutor")).toBe(false);
    expect(hasPage("/dashboard/tutor/sessions/some-id/control-center")).toBe(false);
    expect(hasPage("/no/such/page")).toBe(false);
    expect(labels(someone("SESSION_CONDUCT"), () => false)).toEqual([]);
  });
});
