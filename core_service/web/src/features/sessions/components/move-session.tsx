/** A session at another time; whoever moved it meanwhile is seen before anything is overwritten (UI 3). */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { SessionSummary } from "~/lib/contract";
import { useSaving } from "~/lib/use-saving";
import { instantOf, localOf } from "~/lib/zoned-time";
import { fieldError, Form } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { moveSession, storedSessionQuery } from "../api";
import { withCollisions } from "../collisions";
import { toldWords } from "../told";
import { whenWords } from "../when";
import { SessionConflict, type SessionFormProps } from "./stored-session";

export function MoveSession({ loaded, timeZone, onClose }: SessionFormProps) {
  const [{ stored: session, tag }] = useState(loaded);
  const [times, setTimes] = useState(() => timesOf(session, timeZone));
  const { day, from, until } = times;
  const isWhole = day !== "" && from !== "" && until !== "";
  const wanted = () => ({
    scheduledStart: instantOf(day, from, timeZone),
    scheduledEnd: instantOf(day, until, timeZone),
  });
  const saving = useSaving({
    tag,
    save: async (version) => {
      const moved = await moveSession(session.id, version, wanted());
      onClose();
      return moved;
    },
    query: storedSessionQuery(session.id),
    onSettled: (theirs) => setTimes(timesOf(theirs, timeZone)),
    makesOld: [],
  });
  return (
    <Form
      submit="Move"
      isSaving={saving.isPending}
      error={withCollisions(saving.problem, timeZone)}
      onSubmit={() => isWhole && saving.save()}
      onClose={onClose}
    >
      <TextInput
        type="date"
        label="Day"
        value={day}
        onChange={(event) => setTimes({ ...times, day: event.currentTarget.value })}
        error={isWhole ? undefined : "Choose a day and both times"}
      />
      <div className={formClasses.pair}>
        <TextInput
          type="time"
          label="From"
          value={from}
          onChange={(event) => setTimes({ ...times, from: event.currentTarget.value })}
          error={fieldError(saving.problem, "scheduledStart")}
        />
        <TextInput
          type="time"
          label="Until"
          value={until}
          onChange={(event) => setTimes({ ...times, until: event.currentTarget.value })}
          error={fieldError(saving.problem, "scheduledEnd")}
        />
      </div>
      <SessionConflict
        saving={saving}
        mine={isWhole && whenWords(wanted(), timeZone)}
        words={(theirs) => whenWords(theirs, timeZone)}
      />
      <p>Told: {toldWords(session)}.</p>
    </Form>
  );
}

function timesOf(session: SessionSummary, timeZone?: string) {
  const start = localOf(session.scheduledStart, timeZone);
  const until = localOf(session.scheduledEnd, timeZone).time;
  return { day: start.day, from: start.time, until };
}
