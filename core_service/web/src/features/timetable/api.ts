/** The timetable: weekly templates with standing bookings, generating, rooms, closures, who waits. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { once } from "~/lib/once-key";
import { everyItem } from "~/lib/pages";
import { ifMatch, tagged } from "~/lib/tagged";

type Schemas = components["schemas"];
export type Template = Schemas["Template"];
export type TemplateRequest = Schemas["TemplateRequest"];
export type TemplateChange = Schemas["TemplateChange"];
export type EditedSession = Schemas["EditedSession"];
export type StandingBooking = Schemas["StandingBooking"];
export type Closure = Schemas["Closure"];
export type Plan = Schemas["Plan"];
export type WaitlistEntry = Schemas["WaitlistEntry"];
export type SessionRequest = Schemas["SessionRequest"];

const TIMETABLE = ["timetable"] as const;

const ofTemplate = (id: string) => ({ path: { template_id: id } });

export const templatesQuery = queryOptions({
  queryKey: [...TIMETABLE, "templates"],
  queryFn: ({ signal }) =>
    everyItem<Template>((query) =>
      unwrap(api.GET("/academic/templates", { params: { query }, signal })),
    ),
});

/** One with its version, for the form that changes it. */
export const storedTemplateQuery = (templateId: string) =>
  queryOptions({
    queryKey: [...TIMETABLE, "template", templateId],
    queryFn: () =>
      tagged<Template>(
        api.GET("/academic/templates/{template_id}", { params: ofTemplate(templateId) }),
      ),
    staleTime: 0,
    gcTime: 0,
  });

export const bookingsQuery = (templateId: string) =>
  queryOptions({
    queryKey: [...TIMETABLE, "bookings", templateId],
    queryFn: ({ signal }) =>
      everyItem<StandingBooking>((query) => {
        const params = { ...ofTemplate(templateId), query };
        return unwrap(api.GET("/academic/templates/{template_id}/bookings", { params, signal }));
      }),
  });

export const closuresQuery = queryOptions({
  queryKey: [...TIMETABLE, "closures"],
  queryFn: ({ signal }) =>
    everyItem<Closure>((query) =>
      unwrap(api.GET("/academic/closures", { params: { query }, signal })),
    ),
});

export const waitlistQuery = queryOptions({
  queryKey: [...TIMETABLE, "waitlist"],
  queryFn: ({ signal }) =>
    everyItem<WaitlistEntry>((query) =>
      unwrap(api.GET("/waitlist", { params: { query }, signal })),
    ),
});

export const timetableActs = {
  addTemplate: (body: TemplateRequest, key: string) =>
    unwrap(api.POST("/academic/templates", { body, headers: once(key) })),
  previewTemplate: (id: string, body: TemplateChange) =>
    unwrap(api.POST("/academic/templates/{template_id}/preview", { params: ofTemplate(id), body })),
  changeTemplate: async (id: string, version: string | null, body: TemplateChange) => {
    const call = { params: ofTemplate(id), headers: ifMatch(version), body };
    const { stored, tag } = await tagged(api.PATCH("/academic/templates/{template_id}", call));
    return { stored: stored.template, tag };
  },
  addBooking: (id: string, body: Schemas["StandingBookingRequest"], key: string) =>
    unwrap(
      api.POST("/academic/templates/{template_id}/bookings", {
        params: ofTemplate(id),
        body,
        headers: once(key),
      }),
    ),
  endBooking: (bookingId: string) =>
    unwrap(
      api.DELETE("/academic/bookings/{booking_id}", {
        params: { path: { booking_id: bookingId } },
      }),
    ),
  previewGeneration: (until: string | null) =>
    unwrap(api.POST("/academic/sessions/generate/preview", { body: { until } })),
  generate: (until: string | null, key: string) =>
    unwrap(api.POST("/academic/sessions/generate", { body: { until }, headers: once(key) })),
  addSession: (body: SessionRequest, key: string) =>
    unwrap(api.POST("/academic/sessions", { body, headers: once(key) })),
  addRoom: (body: Schemas["RoomRequest"], key: string) =>
    unwrap(api.POST("/academic/rooms", { body, headers: once(key) })),
  changeRoom: (id: string, body: Schemas["RoomChange"]) =>
    unwrap(api.PATCH("/academic/rooms/{room_id}", { params: { path: { room_id: id } }, body })),
  removeRoom: (id: string) =>
    unwrap(api.DELETE("/academic/rooms/{room_id}", { params: { path: { room_id: id } } })),
  addClosure: (body: Schemas["ClosureRequest"], key: string) =>
    unwrap(api.POST("/academic/closures", { body, headers: once(key) })),
  removeClosure: (id: string) =>
    unwrap(api.DELETE("/academic/closures/{closure_id}", { params: { path: { closure_id: id } } })),
  leaveWaitlist: (id: string) =>
    unwrap(api.POST("/waitlist/{entry_id}/leave", { params: { path: { entry_id: id } } })),
  acceptOffer: (id: string) =>
    unwrap(api.POST("/waitlist/{entry_id}/accept", { params: { path: { entry_id: id } } })),
};
