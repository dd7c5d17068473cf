/** The ids of a room's students in the order of their places; nothing that students do changes it (UI 1.2). */
import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { PlaceOrder } from "./lens";
import { useRoomState } from "./room-provider";
import { inNameOrder, inSeatOrder, type Placed } from "./state/student-status";

/** The list keeps its identity while nobody comes, goes or changes seat. */
export function usePlaces(order: PlaceOrder): string[] {
  const texts = useRoomState(useShallow(({ students }) => Object.values(students).map(placeText)));
  return useMemo(() => {
    const places = texts.map(placeOf);
    return (order === "seat" ? inSeatOrder(places) : inNameOrder(places)).map(({ id }) => id);
  }, [texts, order]);
}

function placeText({ id, seat, name }: Placed): string {
  return JSON.stringify([id, seat, name]);
}

function placeOf(text: string): Placed {
  const [id, seat, name] = JSON.parse(text) as [string, string | null, string];
  return { id, seat, name };
}
