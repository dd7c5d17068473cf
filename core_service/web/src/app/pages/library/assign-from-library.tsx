/** Gives an exercise to a student of the session that is on now (UI 16: tutors see the same, with Assign). */
import { Button, Menu } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { assignExercise } from "~/features/content/api";
import { dashboardQuery } from "~/features/room/api";
import { sessionsOfDayQuery } from "~/features/sessions/api";
import { liveSession } from "~/features/sessions/rules";
import { InlineProblem } from "~/ui/state-view";

interface AssignFromLibraryProps {
  exerciseId: string;
  title: string;
  courseId: string;
}

export function AssignFromLibrary({ exerciseId, title, courseId }: AssignFromLibraryProps) {
  const { data: today } = useQuery(sessionsOfDayQuery());
  const live = today ? liveSession(today.items) : null;
  const { data: room } = useQuery({
    ...dashboardQuery(live?.id ?? ""),
    enabled: live !== null,
  });
  const give = useMutation({
    mutationFn: (to: { enrollmentId: string; name: string }) =>
      assignExercise(to.enrollmentId, exerciseId, "persistent"),
  });
  const places = room?.enrollments.filter(({ course }) => course.id === courseId) ?? [];
  if (live === null || places.length === 0) {
    return <p>Assign it while a session with this course is on.</p>;
  }
  return (
    <>
      <Menu shadow="md" radius="lg">
        <Menu.Target>
          <Button loading={give.isPending}>Assign</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>To whom, until finished</Menu.Label>
          {places.map(({ id, student, currentLevel }) => (
            <Menu.Item
              key={id}
              onClick={() => give.mutate({ enrollmentId: id, name: student.name })}
            >
              {student.name}
              {currentLevel && `, level ${currentLevel.level}`}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {give.data && (
        <p role="status">
          {give.variables.name} has “{title}” next.
        </p>
      )}
      {give.error && <InlineProblem error={give.error} />}
    </>
  );
}
