/** Looks up what finished students would get next, so that "nothing lined up" can be said. */
import { useQueries } from "@tanstack/react-query";
import { useEffect } from "react";
import { useShallow } from "zustand/react/shallow";
import { nextContentQuery, nextWords } from "~/features/content/api";
import type { NextUp } from "~/features/room/attention";
import { useAttentionStore } from "~/features/room/attention-provider";
import { useRoom, useRoomState } from "~/features/room/room-provider";
import type { RoomState } from "~/features/room/state/room-types";
import { statusOf } from "~/features/room/state/student-status";

export function FinishedNext() {
  const { sessionId } = useRoom();
  const attention = useAttentionStore();
  const finished = useRoomState(useShallow(finishedPlaces));
  const nextUp = useQueries({
    queries: finished.map((place) => {
      const [studentId = "", courseId = ""] = place.split(" ");
      return nextContentQuery({ studentId, courseId, sessionId });
    }),
    combine: (answers) =>
      JSON.stringify(
        Object.fromEntries(
          answers.flatMap(({ data }, index) =>
            data ? [[finished[index]?.split(" ")[0] ?? "", nextWords(data)]] : [],
          ),
        ),
      ),
  });
  useEffect(
    () => attention.setNextUp(JSON.parse(nextUp) as Record<string, NextUp>),
    [attention, nextUp],
  );
  return null;
}

/** "studentId courseId" of each finished student. */
function finishedPlaces({ students }: RoomState): string[] {
  return Object.values(students).flatMap((student) => {
    if (statusOf(student) !== "finished") return [];
    const { enrollments, activity } = student;
    const course = enrollments.find((each) => each.enrollmentId === activity?.enrollmentId);
    return course ? [`${student.id} ${course.courseId}`] : [];
  });
}
