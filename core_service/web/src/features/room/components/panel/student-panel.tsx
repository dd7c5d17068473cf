/** One student close up, beside the grid: levels, the work as they see it, today, notes, a message (UI 5, Panel). */
import { ActionIcon, Button, Tabs } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconX,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { minutesText, timeOfDay } from "~/lib/durations";
import { Clock } from "~/ui/clock";
import { shortCourseName } from "~/ui/course-icon";
import { KeyHint } from "~/ui/key-hint";
import { Portrait } from "~/ui/portrait";
import { useRoomStudent } from "../../room-provider";
import type { RoomStudent } from "../../state/room-types";
import type { RoomActs } from "../../room-acts";
import { contactMs } from "../../state/timers";
import { ModeSwitch } from "../mode-switch";
import { OtherHands } from "./other-hands";
import { PanelMessage } from "./panel-message";
import { PanelNotes } from "./panel-notes";
import { PanelToday } from "./panel-today";
import { PanelWork } from "./panel-work";
import classes from "./student-panel.module.css";

interface StudentPanelProps {
  studentId: string;
  acts: RoomActs;
  timeZone?: string;
  /** What comes next for this student, with the way to change it. */
  next: ReactNode;
  onGoTo: (studentId: string) => void;
  onStep: (step: 1 | -1) => void;
  /** The panel alone, over the class; absent where it always is. */
  focus?: { isOn: boolean; toggle: () => void };
  onClose: () => void;
}

export function StudentPanel({ studentId, acts, timeZone, ...props }: StudentPanelProps) {
  const student = useRoomStudent(studentId);
  if (!student) return null;
  return (
    <section className={classes.panel} aria-label={student.name}>
      <OtherHands exceptId={studentId} onGoTo={props.onGoTo} />
      <PanelHead
        student={student}
        timeZone={timeZone}
        onStep={props.onStep}
        focus={props.focus}
        onClose={props.onClose}
      />
      <ModeRow student={student} acts={acts} />
      <Levels student={student} />
      <Tabs
        defaultValue="work"
        className={classes.tabs}
        classNames={{ tab: classes.tab }}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="work">Work</Tabs.Tab>
          <Tabs.Tab value="today">Today</Tabs.Tab>
          <Tabs.Tab value="notes">Notes</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="work" className={classes.scroll}>
          <PanelWork student={student} acts={acts} timeZone={timeZone} next={props.next} />
        </Tabs.Panel>
        <Tabs.Panel value="today" className={classes.scroll}>
          <PanelToday student={student} timeZone={timeZone} />
        </Tabs.Panel>
        <Tabs.Panel value="notes" className={classes.scroll}>
          <PanelNotes key={student.id} student={student} acts={acts} />
        </Tabs.Panel>
      </Tabs>
      <PanelMessage key={student.id} student={student} acts={acts} />
    </section>
  );
}

type PanelHeadProps = Pick<StudentPanelProps, "timeZone" | "onStep" | "focus" | "onClose"> & {
  student: RoomStudent;
};

function PanelHead({ student, timeZone, onStep, focus, onClose }: PanelHeadProps) {
  const facts = [
    student.schoolGrade === null ? null : `Class ${student.schoolGrade}`,
    student.seat === null ? "on video" : `seat ${student.seat}`,
    student.presentSince === null
      ? null
      : `here since ${timeOfDay(student.presentSince, timeZone)}`,
  ];
  return (
    <header className={classes.head}>
      <Portrait person={student} size={48} />
      <div>
        <h2 tabIndex={-1} data-panel-title>
          {student.name}
        </h2>
        <p>{facts.filter(Boolean).join(", ")}</p>
      </div>
      <ActionIcon variant="default" aria-label="Previous student" onClick={() => onStep(-1)}>
        <IconChevronLeft size={18} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label="Next student" onClick={() => onStep(1)}>
        <IconChevronRight size={18} />
      </ActionIcon>
      {focus && (
        <ActionIcon
          variant="default"
          aria-label={focus.isOn ? "Back beside the class" : `${student.name} alone`}
          aria-pressed={focus.isOn}
          onClick={focus.toggle}
        >
          {focus.isOn ? <IconArrowsMinimize size={18} /> : <IconArrowsMaximize size={18} />}
        </ActionIcon>
      )}
      <ActionIcon variant="default" aria-label="Close" onClick={onClose}>
        <IconX size={18} />
      </ActionIcon>
    </header>
  );
}

function ModeRow({ student, acts }: { student: RoomStudent; acts: RoomActs }) {
  return (
    <div className={classes.modes}>
      <ModeSwitch student={student} onChange={(mode) => void acts.setMode(student.id, mode)} />
      {student.help && (
        <Button
          className={classes.helped}
          leftSection={<IconCheck size={18} stroke={2} />}
          onClick={() => void acts.helped(student.id)}
        >
          Helped
          <span className={classes.key}>
            <KeyHint>R</KeyHint>
          </span>
        </Button>
      )}
    </div>
  );
}

function Levels({ student }: { student: RoomStudent }) {
  const { activity, enrollments } = student;
  return (
    <dl className={classes.levels}>
      {enrollments.map((enrollment) => (
        <div
          key={enrollment.enrollmentId}
          data-current={enrollment.enrollmentId === activity?.enrollmentId || undefined}
        >
          <dt>{shortCourseName(enrollment.courseName)}</dt>
          <dd>
            Class {enrollment.schoolGrade ?? "–"} → {enrollment.level ?? "no level yet"}
          </dd>
        </div>
      ))}
      <div>
        <dt>With you today</dt>
        <dd>
          <Clock format={(now) => minutesText(contactMs(student, now))} />
        </dd>
      </div>
    </dl>
  );
}
