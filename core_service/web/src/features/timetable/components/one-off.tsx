/** A single session outside the weekly pattern. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { complete, NEW_LESSON } from "~/lib/lesson-draft";
import { useOnceAct } from "~/lib/use-once-act";
import { instantOf } from "~/lib/zoned-time";
import { fieldError, Form } from "~/ui/form";
import { LessonFields } from "~/ui/lesson-fields";
import { type SessionRequest, timetableActs } from "../api";
import classes from "./timetable.module.css";

interface OneOffProps {
  centreId: string | null;
  today: string;
  timeZone?: string;
}

export function OneOff({ centreId, today, timeZone }: OneOffProps) {
  const [draft, setDraft] = useState(NEW_LESSON);
  const [day, setDay] = useState(today);
  const [isTried, setTried] = useState(false);
  const add = useOnceAct((body: SessionRequest, key) => timetableActs.addSession(body, key));
  const send = () => {
    setTried(true);
    const lesson = complete(draft);
    if (lesson === null || day === "") return;
    const { startTime, endTime, ...rest } = lesson;
    const body = {
      ...rest,
      ...(centreId && { centreId }),
      scheduledStart: instantOf(day, startTime, timeZone),
      scheduledEnd: instantOf(day, endTime, timeZone),
    };
    add.mutate(body, {
      onSuccess: () => {
        setDraft(NEW_LESSON);
        setTried(false);
      },
    });
  };
  return (
    <Form submit="Plan it" isSaving={add.isPending} error={add.error} onSubmit={send}>
      <TextInput
        type="date"
        label="Day"
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        error={day === "" ? "Choose a day" : fieldError(add.error, "scheduledStart")}
      />
      <LessonFields
        draft={draft}
        centreId={centreId}
        onChange={(over) => setDraft({ ...draft, ...over })}
        isTried={isTried}
        error={add.error}
      />
      {add.isSuccess && (
        <p role="status" className={classes.made}>
          {add.data.name} is planned. Students are added on its page.
        </p>
      )}
    </Form>
  );
}
