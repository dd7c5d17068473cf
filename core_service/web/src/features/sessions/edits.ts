/** One student more in a session. */
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { once } from "~/lib/once-key";
import { useOnceAct } from "~/lib/use-once-act";

type EnrollmentRequest = components["schemas"]["EnrollmentRequest"];

/** Everything that shows sessions is asked again. */
export const useWalkIn = (sessionId: string) =>
  useOnceAct((body: EnrollmentRequest, key) => {
    const params = { path: { session_id: sessionId } };
    const headers = once(key);
    return unwrap(api.POST("/sessions/{session_id}/enrollments", { params, body, headers }));
  });
