/** A course is begun with its name and subject, out of use until it has content. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { CourseRequestLimits } from "~/generated/limits";
import { asProblem } from "~/lib/problem";
import { useOnceAct } from "~/lib/use-once-act";
import { FormFrame, FormProblem } from "~/ui/form";
import { createCourse, libraryKey } from "../api";
import classes from "./new-course.module.css";

export function NewCourse() {
  const [name, setName] = useState("");
  const [subjectArea, setSubjectArea] = useState("");
  const create = useOnceAct(createCourse, libraryKey);
  const problem = create.error === null ? null : asProblem(create.error);
  const clear = () => {
    setName("");
    setSubjectArea("");
  };
  const send = () => create.mutate({ name, subjectArea, isActive: false }, { onSuccess: clear });
  return (
    <FormFrame
      className={classes.newCourse}
      label="New course"
      isSaving={create.isPending}
      error={create.error}
      onSubmit={send}
    >
      <TextInput
        label="New course"
        maxLength={CourseRequestLimits.name.maxLength}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problem?.fieldError("name")}
      />
      <TextInput
        label="Subject"
        maxLength={CourseRequestLimits.subjectArea.maxLength}
        value={subjectArea}
        onChange={(event) => setSubjectArea(event.currentTarget.value)}
        error={problem?.fieldError("subjectArea")}
      />
      <Button type="submit" loading={create.isPending}>
        Add
      </Button>
      {problem && <FormProblem error={problem} onRetry={send} />}
    </FormFrame>
  );
}
