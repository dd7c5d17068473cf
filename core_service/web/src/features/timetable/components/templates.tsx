/** The week as it repeats: each weekday's lessons, opened to change them or to see who comes. */
import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { WEEKDAYS } from "~/lib/lesson-draft";
import type { Template } from "../api";
import { TemplateBookings } from "./template-bookings";
import { ChangeTemplate, NewTemplate } from "./template-form";
import classes from "./timetable.module.css";

interface TemplatesProps {
  templates: readonly Template[];
  centreId: string | null;
  today: string;
  timeZone?: string;
}

type Open = { kind: "new" } | { kind: "change" | "bookings"; template: Template };

export function Templates({ templates, centreId, today, timeZone }: TemplatesProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const days = WEEKDAYS.filter(({ value }) => templates.some((each) => each.dayOfWeek === value));
  return (
    <div className={classes.stack}>
      {days.length === 0 && <p className={classes.none}>No weekly lessons yet.</p>}
      {days.map(({ value, label }) => (
        <section key={value} aria-labelledby={`weekly-${value}`}>
          <h3 id={`weekly-${value}`}>{label}</h3>
          <ul>
            {templates
              .filter(({ dayOfWeek }) => dayOfWeek === value)
              .sort((a, b) => a.startTime.localeCompare(b.startTime))
              .map((template) => (
                <TemplateLine
                  key={template.id}
                  template={template}
                  onOpen={(kind) => setOpen({ kind, template })}
                />
              ))}
          </ul>
        </section>
      ))}
      <Button className={classes.start} onClick={() => setOpen({ kind: "new" })}>
        Add a weekly lesson
      </Button>
      <Modal opened={open !== null} onClose={close} title={open ? titleOf(open) : ""} size="lg">
        {open?.kind === "bookings" && <TemplateBookings template={open.template} today={today} />}
        {open?.kind === "new" && <NewTemplate centreId={centreId} onClose={close} />}
        {open?.kind === "change" && (
          <ChangeTemplate template={open.template} timeZone={timeZone} onClose={close} />
        )}
      </Modal>
    </div>
  );
}

function titleOf(open: Open): string {
  if (open.kind === "new") return "A weekly lesson";
  return open.kind === "change" ? open.template.name : `Who comes to ${open.template.name}`;
}

function TemplateLine({
  template,
  onOpen,
}: {
  template: Template;
  onOpen: (kind: "change" | "bookings") => void;
}) {
  const { name, startTime, endTime, tutor, room, studentCount, maxCapacity } = template;
  return (
    <li className={classes.line}>
      <span>
        <strong>
          {startTime} to {endTime}, {name}
        </strong>
        <small>
          {tutor.name}
          {room ? `, ${room.name}` : ""}, {studentCount} of {maxCapacity} places
        </small>
      </span>
      <Button
        variant="default"
        onClick={() => onOpen("bookings")}
        aria-label={`Students of ${name}`}
      >
        Students
      </Button>
      <Button variant="default" onClick={() => onOpen("change")} aria-label={`Change ${name}`}>
        Change
      </Button>
    </li>
  );
}
