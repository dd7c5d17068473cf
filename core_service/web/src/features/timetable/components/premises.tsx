/** Rooms with their seats, and the days on which the centre is closed. */
import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CentreRoom } from "~/lib/centre-rooms";
import { ClosureRequestLimits, RoomRequestLimits } from "~/generated/limits";
import { dateText } from "~/lib/durations";
import { useOnceAct } from "~/lib/use-once-act";
import { counted } from "~/lib/wording";
import { fieldError, Form } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { InlineProblem } from "~/ui/state-view";
import { type Closure, timetableActs } from "../api";
import { readSeats } from "../seats";
import classes from "./timetable.module.css";

export function Rooms({
  rooms,
  centreId,
}: {
  rooms: readonly CentreRoom[];
  centreId: string | null;
}) {
  const [editing, setEditing] = useState<CentreRoom | null>(null);
  const remove = useOnceAct((id: string) => timetableActs.removeRoom(id));
  return (
    <div className={classes.stack}>
      {rooms.length === 0 && <p className={classes.none}>No rooms yet.</p>}
      <ul>
        {rooms.map((room) => (
          <li key={room.id} className={classes.line}>
            <span>
              <strong>{room.name}</strong>
              <small>
                {room.seats.length === 0
                  ? "Any number may sit anywhere"
                  : `${counted(room.seats.length, "seat")}: ${room.seats.join(", ")}`}
              </small>
            </span>
            <Button
              variant="default"
              aria-label={`Change ${room.name}`}
              onClick={() => setEditing(room)}
            >
              Change
            </Button>
            <Button
              variant="default"
              aria-label={`Take ${room.name} out of use`}
              loading={remove.isPending && remove.variables === room.id}
              onClick={() => remove.mutate(room.id)}
            >
              Out of use
            </Button>
          </li>
        ))}
      </ul>
      {remove.error && <InlineProblem error={remove.error} />}
      <RoomForm
        key={editing?.id ?? "new"}
        room={editing}
        centreId={centreId}
        onDone={() => setEditing(null)}
      />
    </div>
  );
}

interface RoomFormProps {
  room: CentreRoom | null;
  centreId: string | null;
  onDone: () => void;
}

function RoomForm({ room, centreId, onDone }: RoomFormProps) {
  const [name, setName] = useState(room?.name ?? "");
  const [seats, setSeats] = useState(room?.seats.join(", ") ?? "");
  const save = useOnceAct((body: { name: string; seats: string[] }, key) =>
    room
      ? timetableActs.changeRoom(room.id, body)
      : timetableActs.addRoom({ ...body, ...(centreId && { centreId }) }, key),
  );
  return (
    <Form
      submit={room ? `Save ${room.name}` : "Add a room"}
      isSaving={save.isPending}
      error={save.error}
      onClose={room ? onDone : undefined}
      onSubmit={() => {
        if (!name.trim()) return;
        const wanted = { name: name.trim(), seats: readSeats(seats) };
        save.mutate(wanted, {
          onSuccess: () => {
            setName("");
            setSeats("");
            onDone();
          },
        });
      }}
    >
      <TextInput
        label="Room"
        maxLength={RoomRequestLimits.name.maxLength}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldError(save.error, "name")}
      />
      <Textarea
        label="Seats"
        description="Separated by commas, or a range such as A1-A5"
        rows={2}
        value={seats}
        onChange={(event) => setSeats(event.currentTarget.value)}
        error={fieldError(save.error, "seats")}
      />
    </Form>
  );
}

export function Closures({
  closures,
  centreId,
  today,
}: {
  closures: readonly Closure[];
  centreId: string | null;
  today: string;
}) {
  const remove = useOnceAct((id: string) => timetableActs.removeClosure(id));
  const ahead = closures.filter(({ endsOn }) => endsOn >= today);
  return (
    <div className={classes.stack}>
      {ahead.length === 0 && <p className={classes.none}>No closed days ahead.</p>}
      <ul>
        {ahead.map((closure) => (
          <li key={closure.id} className={classes.line}>
            <span>
              <strong>{closure.reason}</strong>
              <small>{daysText(closure)}</small>
            </span>
            <Button
              variant="default"
              aria-label={`Open after all: ${closure.reason}`}
              loading={remove.isPending && remove.variables === closure.id}
              onClick={() => remove.mutate(closure.id)}
            >
              Open after all
            </Button>
          </li>
        ))}
      </ul>
      {remove.error && <InlineProblem error={remove.error} />}
      <ClosureForm centreId={centreId} today={today} />
    </div>
  );
}

function ClosureForm({ centreId, today }: { centreId: string | null; today: string }) {
  const [startsOn, setStart] = useState("");
  const [endsOn, setEnd] = useState("");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const close = useOnceAct((body: { startsOn: string; endsOn: string; reason: string }, key) =>
    timetableActs.addClosure({ ...body, ...(centreId && { centreId }) }, key),
  );
  return (
    <Form
      submit="Close the centre"
      isDanger
      isSaving={close.isPending}
      error={close.error}
      onSubmit={() => {
        setTried(true);
        if (!reason.trim() || !startsOn || !endsOn) return;
        close.mutate(
          { startsOn, endsOn, reason: reason.trim() },
          {
            onSuccess: () => {
              setReason("");
              setTried(false);
            },
          },
        );
      }}
    >
      <div className={formClasses.pair}>
        <TextInput
          type="date"
          label="First day"
          min={today}
          value={startsOn}
          onChange={(event) => setStart(event.currentTarget.value)}
          error={isTried && !startsOn ? "Choose a day" : fieldError(close.error, "startsOn")}
        />
        <TextInput
          type="date"
          label="Last day"
          value={endsOn}
          onChange={(event) => setEnd(event.currentTarget.value)}
          error={isTried && !endsOn ? "Choose a day" : fieldError(close.error, "endsOn")}
        />
      </div>
      <TextInput
        label="Why"
        maxLength={ClosureRequestLimits.reason.maxLength}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={isTried && !reason.trim() ? "Say why" : fieldError(close.error, "reason")}
      />
      <p className={classes.none}>
        Sessions on these days are cancelled; everybody in them is told.
      </p>
      {close.data && (
        <p role="status" className={classes.made}>
          Closed. {counted(close.data.cancelledSessionIds.length, "session is", "sessions are")}{" "}
          cancelled.
        </p>
      )}
    </Form>
  );
}

function daysText({ startsOn, endsOn }: Closure): string {
  return startsOn === endsOn ? dateText(startsOn) : `${dateText(startsOn)} to ${dateText(endsOn)}`;
}
