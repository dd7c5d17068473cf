/** A tutor proposes a level with a reason; an assessor decides. */
import { NumberInput, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { ProposalRequestLimits } from "~/generated/limits";
import { fieldError, Form } from "~/ui/form";
import { type CourseStanding, useProposeLevel } from "../api";

interface ProposeLevelProps {
  studentId: string;
  courses: readonly CourseStanding[];
  onDone: () => void;
}

export function ProposeLevel({ studentId, courses, onDone }: ProposeLevelProps) {
  const propose = useProposeLevel(studentId);
  const keyOf = (course: CourseStanding) => `${course.courseId} ${course.centreId}`;
  const [chosen, setChosen] = useState(courses[0] ? keyOf(courses[0]) : null);
  const [level, setLevel] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const course = courses.find((each) => keyOf(each) === chosen);
  const send = () => {
    if (!course || level === null) return;
    const proposal = {
      courseId: course.courseId,
      centreId: course.centreId,
      newLevel: level,
      reason: reason.trim(),
    };
    propose.mutate(proposal, { onSuccess: onDone });
  };
  return (
    <Form
      submit="Propose"
      isSaving={propose.isPending}
      error={propose.error}
      onSubmit={send}
      onClose={onDone}
    >
      <Select
        label="Course"
        allowDeselect={false}
        value={chosen}
        onChange={setChosen}
        data={courses.map((each) => ({
          value: keyOf(each),
          label: `${each.courseName}, now level ${each.level.level}`,
        }))}
        error={fieldError(propose.error, "courseId")}
      />
      <NumberInput
        label="Level that you propose"
        required
        min={ProposalRequestLimits.newLevel.minimum}
        max={ProposalRequestLimits.newLevel.maximum}
        allowDecimal={false}
        value={level ?? ""}
        onChange={(value) => setLevel(value === "" ? null : Number(value))}
        error={fieldError(propose.error, "newLevel")}
      />
      <Textarea
        label="Why"
        required
        maxLength={ProposalRequestLimits.reason.maxLength}
        autosize
        minRows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={fieldError(propose.error, "reason")}
      />
      <p>An assessor decides; the level stays as it is until then.</p>
    </Form>
  );
}
