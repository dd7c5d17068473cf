/** Which places the sidebar offers: by permission, never by switching roles (UI 4). */
import { IconCalendar, IconHome, IconLayoutGrid, type Icon } from "@tabler/icons-react";
import { hasPermission } from "~/features/identity/permissions";
import type { Me } from "~/lib/contract";

export interface Place {
  label: string;
  path: string;
  Icon: Icon;
}

export interface PlaceGroup {
  title: string;
  places: Place[];
}

/** `liveSessionId` is the session that is open now, where there is one. */
export function placesFor(me: Me, liveSessionId: string | null): PlaceGroup[] {
  const groups: PlaceGroup[] = [];
  if (hasPermission(me, "SESSION_CONDUCT")) {
    groups.push({ title: "Teach", places: teachingPlaces(liveSessionId) });
  }
  return groups;
}

function teachingPlaces(liveSessionId: string | null): Place[] {
  const live: Place[] =
    liveSessionId === null
      ? []
      : [
          {
            label: "Live session",
            path: `/dashboard/tutor/sessions/${liveSessionId}/control-center`,
            Icon: IconLayoutGrid,
          },
        ];
  return [
    { label: "My day", path: "/dashboard/tutor/my-day", Icon: IconHome },
    ...live,
    { label: "Sessions", path: "/dashboard/tutor/sessions", Icon: IconCalendar },
  ];
}
