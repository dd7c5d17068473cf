/** Making the sessions ahead from the week: what would be made and what is in the way, then the act. */
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { dateText } from "~/lib/durations";
import { problemWords } from "~/lib/timetable-words";
import { counted } from "~/lib/wording";
import { fieldError, Form } from "~/ui/form";
import { InlineProblem } from "~/ui/state-view";
import { type Plan, timetableActs } from "../api";
import { useOnceAct } from "~/lib/use-once-act";
import classes from "./timetable.module.css";

export function Generation() {
  const [until, setUntil] = useState("");
  const preview = useMutation({
    mutationFn: (day: string | null) => timetableActs.previewGeneration(day),
  });
  const generate = useOnceAct((day: string | null, key) => timetableActs.generate(day, key));
  const possible = preview.data ? possibleOf(preview.data) : 0;
  return (
    <Form
      submit="Preview"
      isSaving={preview.isPending}
      error={preview.error}
      onSubmit={() => {
        generate.reset();
        preview.mutate(until || null);
      }}
    >
      <TextInput
        type="date"
        label="Up to"
        description="Empty: as far ahead as the centre has set"
        value={until}
        onChange={(event) => {
          setUntil(event.currentTarget.value);
          preview.reset();
        }}
        error={fieldError(preview.error, "until")}
      />
      {generate.data && (
        <p role="status" className={classes.made}>
          {counted(generate.data.sessionIds.length, "session is", "sessions are")} planned.
        </p>
      )}
      {preview.data && !generate.data && <Ahead plan={preview.data} />}
      {generate.error && <InlineProblem error={generate.error} />}
      {!generate.data && possible > 0 && (
        <Button loading={generate.isPending} onClick={() => generate.mutate(until || null)}>
          Plan {counted(possible, "session")}
        </Button>
      )}
    </Form>
  );
}

/** What clashes is left out. */
const possibleOf = ({ lessons }: Plan) => lessons.filter(({ isPossible }) => isPossible).length;

function Ahead({ plan }: { plan: Plan }) {
  const problems = plan.lessons.flatMap((lesson) => lesson.problems);
  if (plan.lessons.length === 0) return <p>Everything up to then is planned already.</p>;
  return (
    <section className={classes.preview} aria-label="Preview">
      {problems.length > 0 && (
        <ul className={classes.clashes}>
          {problems.map((problem, index) => (
            <li key={index}>{problemWords(problem, () => "A student")}</li>
          ))}
        </ul>
      )}
      {plan.skipped.length > 0 && (
        <p>Skipped, the centre is closed: {plan.skipped.map(dateText).join(", ")}.</p>
      )}
      <p>{counted(possibleOf(plan), "session")} would be made.</p>
    </section>
  );
}
