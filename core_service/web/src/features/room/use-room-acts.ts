/** The acts of the adult whose page shows the room. */
import { useState } from "react";
import { createRoomActs, type RoomActs } from "./room-acts";
import { useRoom } from "./room-provider";

/** Stable for as long as the room is: cards may take it as a prop. */
export function useRoomActs(): RoomActs {
  const { sessionId, meId, store } = useRoom();
  const [acts] = useState(() => createRoomActs(sessionId, meId, store));
  return acts;
}
