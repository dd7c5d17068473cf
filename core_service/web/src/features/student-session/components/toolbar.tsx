/** The bar on top of a student's session: where one is, the time, messages, and the hand at the far right. */
import { IconClock, IconMessage2, IconVideo } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { SessionMode } from "~/lib/contract";
import { useAgeTier } from "~/ui/age-tier";
import { Clock } from "~/ui/clock";
import { CourseIcon, shortCourseName } from "~/ui/course-icon";
import { PageName } from "~/ui/page-name";
import type { StudentEnrollment } from "../flow";
import classes from "./toolbar.module.css";

interface ToolbarProps {
  title: string;
  /** The task's own steps stand in the title's place: the youngest read no titles while they work. */
  isTitleHidden?: boolean;
  /** Exercise 3 of 8, where there is one. */
  position: { index: number; of: number } | null;
  enrollments: readonly StudentEnrollment[];
  selected: StudentEnrollment | null;
  onSelect: (enrollmentId: string) => void;
  /** The planned end; null before the start and for the youngest, who have no clock. */
  endsAt: string | null;
  /** How the session is held; null where nothing is to be said of it. */
  mode?: SessionMode | null;
  /** The call that some join by, where the session has one. */
  callUrl?: string | null;
  /** Null where there is no room to write to. */
  messages: MessagesButtonProps | null;
  hand: ReactNode;
}

interface MessagesButtonProps {
  unreadCount: number;
  onToggle: () => void;
  isOpen: boolean;
}

export function Toolbar(props: ToolbarProps) {
  const { title, position, enrollments, selected, onSelect, endsAt, messages, hand } = props;
  const isEarly = useAgeTier() === "EARLY";
  return (
    <header className={classes.bar}>
      <div className={classes.place} data-hidden={isEarly && props.isTitleHidden}>
        <span className={classes.icon}>
          <CourseIcon subject={selected?.course.name ?? ""} size={26} />
        </span>
        <div className={classes.titles}>
          <PageName>{title}</PageName>
          <p>
            <span className={classes.course}>{courseWords(selected, enrollments.length > 1)}</span>
            {position && <span>{positionWords(position)}</span>}
            {props.mode && <span className={classes.mode}>{MODE_WORDS[props.mode]}</span>}
          </p>
        </div>
      </div>
      {enrollments.length > 1 && (
        <CourseSwitch enrollments={enrollments} selected={selected} onSelect={onSelect} />
      )}
      {endsAt && !isEarly && <TimeLeft endsAt={endsAt} />}
      {props.callUrl && <JoinCall url={props.callUrl} />}
      {messages && !isEarly && <MessagesButton {...messages} />}
      {hand}
    </header>
  );
}

/** Beside the switch, which names the course, its level is enough. */
function courseWords(selected: StudentEnrollment | null, hasSwitch: boolean): string {
  if (selected === null) return "";
  const level = selected.currentLevel ?? selected.assessedLevel;
  const name = shortCourseName(selected.course.name);
  if (level && hasSwitch) return `Level ${level.level}`;
  return level ? `${name}, Level ${level.level}` : name;
}

function positionWords({ index, of }: { index: number; of: number }): string {
  return `Exercise ${index} of ${of}`;
}

function CourseSwitch({
  enrollments,
  selected,
  onSelect,
}: Pick<ToolbarProps, "enrollments" | "selected" | "onSelect">) {
  return (
    <div role="group" aria-label="Course" className={classes.switch}>
      {enrollments.map(({ id, course }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === selected?.id}
          onClick={() => onSelect(id)}
        >
          <CourseIcon subject={course.name} size={22} />
          <span>{shortCourseName(course.name)}</span>
        </button>
      ))}
    </div>
  );
}

const MODE_WORDS: Readonly<Record<SessionMode, string>> = {
  PHYSICAL: "In the room",
  VIDEO: "By video",
  HYBRID: "In the room and by video",
};

/** Opens beside the work, which stays as it is. */
function JoinCall({ url }: { url: string }) {
  return (
    <a className={classes.call} href={url} target="_blank" rel="noreferrer noopener">
      <IconVideo aria-hidden stroke={1.7} />
      <span>Join call</span>
    </a>
  );
}

function TimeLeft({ endsAt }: { endsAt: string }) {
  const end = Date.parse(endsAt);
  return (
    <span className={classes.time}>
      <IconClock aria-hidden stroke={1.7} />
      <Clock format={(now) => leftWords(end - now)} />
    </span>
  );
}

function leftWords(leftMs: number): string {
  const minutes = Math.ceil(leftMs / 60_000);
  return minutes > 0 ? `${minutes} min left` : "nearly over";
}

function MessagesButton({ unreadCount, onToggle, isOpen }: MessagesButtonProps) {
  return (
    <button
      type="button"
      className={classes.messages}
      aria-expanded={isOpen}
      aria-label={unreadCount > 0 ? `Messages, ${unreadCount} new` : "Messages"}
      onClick={onToggle}
    >
      <IconMessage2 aria-hidden stroke={1.7} />
      {unreadCount > 0 && <span className={classes.badge}>{unreadCount}</span>}
    </button>
  );
}
