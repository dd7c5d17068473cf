/** How the line to a room fails. */
import type { Error as HubError } from "~/generated/protocol";

/** The hub's refusal of one message. */
export class HubRefusal extends Error {
  override readonly name = "HubRefusal";
  constructor(readonly refusal: HubError) {
    super(refusal.message);
  }
}

/** The line broke, or the answer did not come: the message may be sent again unchanged. */
export class LineLost extends Error {
  override readonly name = "LineLost";
}

/** Thrown instead of a ticket: the room opens later today. */
export class RoomNotOpen extends Error {
  override readonly name = "RoomNotOpen";
  constructor(readonly opensAt: number) {
    super("The room is not open yet.");
  }
}
