/** Giving an exercise to a student in this room, with its undo. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { assignExercise, type AssignmentScope, withdrawAssignment } from "~/features/content/api";
import { useRoom } from "~/features/room/room-provider";
import type { RoomActs } from "~/features/room/room-acts";
import type { ExerciseSummary } from "~/lib/contract";
import { firstName } from "~/lib/wording";

export function useGiving(acts: RoomActs, scope: AssignmentScope) {
  const { store } = useRoom();
  const queries = useQueryClient();
  return useCallback(
    (studentId: string, exercise: ExerciseSummary) => {
      const student = store.getState().room.students[studentId];
      const enrollment = student?.enrollments.find((each) => each.courseId === exercise.courseId);
      const name = student ? firstName(student.name) : "The student";
      const refreshNext = () =>
        queries.invalidateQueries({ queryKey: ["content", "next"], refetchType: "active" });
      let assignmentId: string | null = null;
      void acts.log.perform({
        done: `${name} gets ${exercise.title}`,
        failed: `${name} could not be given ${exercise.title}`,
        run: async () => {
          if (!enrollment) throw new Error(`${name} does not study this course in this session.`);
          const assignment = await assignExercise(enrollment.enrollmentId, exercise.id, scope);
          assignmentId = assignment.id;
          store.dispatch({
            type: "content:assigned",
            assignmentId: assignment.id,
            studentId,
            exerciseId: exercise.id,
            scope,
          });
          void refreshNext();
        },
        undo: async () => {
          if (assignmentId === null) return;
          await withdrawAssignment(assignmentId);
          store.dispatch({ type: "content:withdrawn", assignmentId, studentId });
          void refreshNext();
        },
      });
    },
    [acts, scope, store, queries],
  );
}
