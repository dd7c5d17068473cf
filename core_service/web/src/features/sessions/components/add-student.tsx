/** A walk-in: finding a student by name and giving them a place for one course. */
import { Button, Modal, Radio, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SessionSummary } from "~/lib/contract";
import { coursesQuery } from "~/lib/courses";
import { asProblem } from "~/lib/problem";
import { Portrait } from "~/ui/portrait";
import { ErrorView, InlineProblem } from "~/ui/state-view";
import { enrollStudent, possibleStudentsQuery } from "../api";
import classes from "./candidates.module.css";

interface AddStudentProps {
  isOpen: boolean;
  session: SessionSummary;
  onDone: () => void;
  onClose: () => void;
}

const PAUSE_MS = 250;

export function AddStudent(props: AddStudentProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Add a student">
      <Candidates {...props} />
    </Modal>
  );
}

function Candidates({ session, onDone, onClose }: AddStudentProps) {
  const [name, setName] = useState("");
  const [settled] = useDebouncedValue(name, PAUSE_MS);
  const students = useQuery(possibleStudentsQuery(session.id, settled.trim()));
  const courses = useQuery(coursesQuery);
  const [studentId, setStudentId] = useState<string | null>(null);
  const [courseId, setCourseId] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const student = students.data?.items.find(({ id }) => id === studentId);
  const chosenCourse = courseId ?? student?.courseIds[0] ?? null;
  const save = useMutation({
    mutationFn: () => enrollStudent(session.id, student?.id ?? "", chosenCourse ?? ""),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    if (student && chosenCourse) save.mutate();
  };
  const fieldError = (path: string) =>
    save.error ? asProblem(save.error).fieldError(path) : undefined;
  return (
    <div className={classes.dialog}>
      <TextInput
        data-autofocus
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={isTried && !student ? "Choose who comes." : fieldError("studentId")}
      />
      {students.error && (
        <ErrorView error={students.error} onRetry={() => void students.refetch()} />
      )}
      {students.data?.items.length === 0 && (
        <p className={classes.told}>
          Nobody of that name is left. New students are made in People.
        </p>
      )}
      <Radio.Group value={studentId} onChange={setStudentId} label="Student">
        <div className={classes.list}>
          {students.data?.items.map((each) => (
            <Radio
              key={each.id}
              value={each.id}
              label={
                <span className={classes.person}>
                  <Portrait person={each} size={30} />
                  {each.name}
                  {!each.isFree && <small>is in another session then</small>}
                </span>
              }
            />
          ))}
        </div>
      </Radio.Group>
      <Select
        label="Course"
        data={courses.data?.map(({ id, name: label }) => ({ value: id, label })) ?? []}
        value={chosenCourse}
        onChange={setCourseId}
        error={isTried && !chosenCourse ? "Choose a course." : fieldError("courseId")}
      />
      {save.error && <InlineProblem error={save.error} onRetry={submit} />}
      <Button onClick={submit} loading={save.isPending}>
        Add to this session
      </Button>
    </div>
  );
}
