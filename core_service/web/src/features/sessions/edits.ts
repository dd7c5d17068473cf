/** Changes of one session: taught by somebody else, moved, called off, one student more. */
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

/** Null: nobody covers any more. */
export const useSubstitute = (sessionId: string) =>
  useSessionEdit((tutorId: string | null) =>
    unwrap(
      api.POST("/sessions/{session_id}/substitute", { params: at(sessionId), body: { tutorId } }),
    ),
  );

export const useCancel = (sessionId: string) =>
  useSessionEdit((reason: string | null) =>
    unwrap(api.POST("/sessions/{session_id}/cancel", { params: at(sessionId), body: { reason } })),
  );

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
