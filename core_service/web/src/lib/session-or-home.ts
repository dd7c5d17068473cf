/** Where work is done: in a session, or at home as a student of a centre. */
import { ProblemError } from "./problem";

export type WorkPlace = { sessionId: string } | { centreId: string };

interface KeptPlace {
  sessionId: string;
  centreId: string;
}

/** Work that waited on this device: in its session, or at home where that has ended meanwhile. */
export async function inSessionOrAtHome<Done>(
  { sessionId, centreId }: KeptPlace,
  send: (place: WorkPlace) => Promise<Done>,
): Promise<Done> {
  try {
    return await send({ sessionId });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== "wrong_session_status") throw error;
    return send({ centreId });
  }
}
