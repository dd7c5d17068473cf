/** Whose work it is, at which level, where it stands in the queue, and whether everything is saved. */
import { ActionIcon } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconCloudCheck,
  IconCloudUpload,
  IconCloudX,
  IconKeyboard,
  IconList,
} from "@tabler/icons-react";
import { Link } from "react-router";
import type { SaveState } from "~/features/assessment/marking-keeper";
import type { Review } from "~/lib/contract";
import { dayText, timeOfDay } from "~/lib/durations";
import { shortCourseName } from "~/ui/course-icon";
import { PageName } from "~/ui/page-name";
import { Portrait } from "~/ui/portrait";
import { MenuButton } from "../../shell/open-menu";
import { useMe } from "../../signed-in";
import { EarlierWork } from "./earlier-work";
import classes from "./marking-header.module.css";
import type { QueueWalk } from "./use-queue-walk";

interface MarkingHeaderProps {
  review: Review;
  /** Null where nothing can be entered. */
  save: SaveState | null;
  walk: QueueWalk;
  onKeys: () => void;
}

export function MarkingHeader({ review, save, walk, onKeys }: MarkingHeaderProps) {
  return (
    <header className={classes.header}>
      <MenuButton withBell={false} />
      <ActionIcon
        component={Link}
        to={{ pathname: "/dashboard/assessments", search: walk.search }}
        variant="default"
        size={44}
        aria-label="Back to the queue"
      >
        <IconList size={20} aria-hidden />
      </ActionIcon>
      <span className={classes.portrait}>
        <Portrait person={review.student} size={40} />
      </span>
      <div className={classes.who}>
        <PageName>{`${review.student.name}, ${review.exercise.title}`}</PageName>
        <Facts review={review} />
      </div>
      {save && <SaveSign save={save} />}
      <EarlierWork review={review} />
      <ActionIcon
        className={classes.keys}
        variant="default"
        size={44}
        aria-label="Keys"
        onClick={onKeys}
      >
        <IconKeyboard size={20} aria-hidden />
      </ActionIcon>
      {walk.place !== null && (
        <div className={classes.place} role="group" aria-label="Place in the queue">
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label="Previous piece of work"
            onClick={() => walk.step(-1)}
          >
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <span>
            {walk.place} of {walk.items.length}
            {walk.hasMore && "+"}
          </span>
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label="Next piece of work"
            onClick={() => walk.step(1)}
          >
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </header>
  );
}

function Facts({ review }: { review: Review }) {
  const zone = useMe().centres[0]?.timezone;
  const { student, course, level, submittedAt } = review;
  const classes = student.schoolGrade === null ? "" : `class ${student.schoolGrade} → `;
  return (
    <p>
      {shortCourseName(course.name)}, {classes}
      {level.level}.
      {submittedAt && ` Handed in ${dayText(submittedAt, zone)}, ${timeOfDay(submittedAt, zone)}`}
    </p>
  );
}

const SIGNS = {
  saved: { Icon: IconCloudCheck, words: "Saved" },
  saving: { Icon: IconCloudUpload, words: "Saving" },
  kept: { Icon: IconCloudX, words: "Kept on this device" },
  refused: { Icon: IconCloudX, words: "Not saved" },
} as const;

/** Spoken only when it is not as one expects. */
function SaveSign({ save }: { save: SaveState }) {
  const { Icon, words } = SIGNS[save];
  const isNews = save === "kept" || save === "refused";
  return (
    <p className={classes.save} data-save={save} role={isNews ? "status" : undefined}>
      <Icon size={18} aria-hidden /> <span>{words}</span>
    </p>
  );
}
