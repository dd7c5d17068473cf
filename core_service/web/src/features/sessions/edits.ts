/** One student more in a session. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { asProblem } from "~/lib/problem";

type EnrollmentRequest = components["schemas"]["EnrollmentRequest"];

const at = (sessionId: string) => ({ path: { session_id: sessionId } });

/** Everything that shows sessions is asked again after any of these. */
function useSessionEdit<Wanted>(edit: (wanted: Wanted, key: string) => Promise<unknown>) {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (wanted: Wanted) => edit(wanted, key.current),
    onSuccess: async () => {
      key.current = crypto.randomUUID();
      await queries.invalidateQueries();
    },
    onError: (error) => {
      if (!asProblem(error).isTemporary) key.current = crypto.randomUUID();
    },
  });
}

export const useWalkIn = (sessionId: string) =>
  useSessionEdit((body: EnrollmentRequest, key) =>
    unwrap(
      api.POST("/sessions/{session_id}/enrollments", {
        params: at(sessionId),
        body,
        headers: { "Idempotency-Key": key },
      }),
    ),
  );
