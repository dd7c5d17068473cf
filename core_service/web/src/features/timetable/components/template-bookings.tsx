/** Who comes to a weekly lesson every time: standing bookings, added and ended. */
import { Button, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { StandingBookingRequestLimits } from "~/generated/limits";
import { coursesQuery } from "~/lib/courses";
import { dateText } from "~/lib/durations";
import { problemWords } from "~/lib/timetable-words";
import { fieldError, Form } from "~/ui/form";
import { Loaded } from "~/ui/loaded";
import { PersonSelect } from "~/ui/person-select";
import { InlineProblem } from "~/ui/state-view";
import { bookingsQuery, type StandingBooking, type Template, timetableActs } from "../api";
import { useOnceAct } from "~/lib/use-once-act";
import classes from "./timetable.module.css";

interface TemplateBookingsProps {
  template: Template;
  today: string;
}

export function TemplateBookings({ template, today }: TemplateBookingsProps) {
  const query = useQuery(bookingsQuery(template.id));
  const end = useOnceAct((bookingId: string) => timetableActs.endBooking(bookingId));
  return (
    <div className={classes.stack}>
      <Loaded query={query} loading="Loading who comes" failed="Bookings could not be loaded">
        {(bookings) =>
          bookings.length === 0 ? (
            <p className={classes.none}>Nobody comes every week yet.</p>
          ) : (
            <ul>
              {bookings.map((booking) => (
                <li key={booking.id} className={classes.line}>
                  <span>
                    <strong>{booking.student.name}</strong>
                    <small>{bookingWords(booking)}</small>
                  </span>
                  <Button
                    variant="default"
                    aria-label={`End the booking of ${booking.student.name}`}
                    loading={end.isPending && end.variables === booking.id}
                    onClick={() => end.mutate(booking.id)}
                  >
                    End
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {end.error && <InlineProblem error={end.error} />}
      <NewBooking template={template} today={today} />
    </div>
  );
}

function NewBooking({ template, today }: TemplateBookingsProps) {
  const courses = useQuery(coursesQuery);
  const [student, setStudent] = useState<{ id: string; name: string } | null>(null);
  const [course, setCourse] = useState<string | null>(null);
  const [seat, setSeat] = useState("");
  const [isTried, setTried] = useState(false);
  const courseId = course ?? courses.data?.[0]?.id ?? null;
  const add = useOnceAct((wanted: { studentId: string; courseId: string }, key) => {
    const body = { ...wanted, seat: seat.trim() || null, validFrom: today };
    return timetableActs.addBooking(template.id, body, key);
  });
  const send = () => {
    setTried(true);
    if (student && courseId) {
      add.mutate({ studentId: student.id, courseId }, { onSuccess: () => setSeat("") });
    }
  };
  return (
    <Form submit="Book every week" isSaving={add.isPending} error={add.error} onSubmit={send}>
      <PersonSelect
        label="Student"
        kind="STUDENT"
        centreId={template.centreId}
        value={student?.id ?? null}
        onChange={(id, name) => setStudent(id ? { id, name: name ?? "The student" } : null)}
        error={isTried && !student ? "Choose a student" : fieldError(add.error, "studentId")}
      />
      <Select
        label="Course"
        allowDeselect={false}
        data={(courses.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={courseId}
        onChange={setCourse}
        error={fieldError(add.error, "courseId")}
      />
      <TextInput
        label="Seat"
        description="Empty for none"
        maxLength={StandingBookingRequestLimits.seat.maxLength}
        value={seat}
        onChange={(event) => setSeat(event.currentTarget.value)}
        error={fieldError(add.error, "seat")}
      />
      {add.data && add.data.problems.length > 0 && (
        <ul className={classes.clashes} role="status">
          {add.data.problems.map((problem, index) => (
            <li key={index}>{problemWords(problem, () => student?.name ?? "The student")}</li>
          ))}
        </ul>
      )}
    </Form>
  );
}

function bookingWords({ courseName, seat, validFrom, validUntil }: StandingBooking): string {
  const until = validUntil ? ` until ${dateText(validUntil)}` : "";
  return `${courseName}${seat ? `, seat ${seat}` : ""}, from ${dateText(validFrom)}${until}`;
}
