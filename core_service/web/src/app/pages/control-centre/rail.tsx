/** The rail beside the grid: who next, or the library. On a tablet the same stands in a sheet. */
import { IconLayoutSidebarRightCollapse } from "@tabler/icons-react";
import { useShallow } from "zustand/react/shallow";
import { AssignTab } from "~/features/content/components/assign-tab";
import { useAttention } from "~/features/room/attention-provider";
import { FacesTab } from "~/features/room/components/lenses/faces-tab";
import { NotesTab } from "~/features/room/components/notes-tab";
import { type WhoNextActs, WhoNextRail } from "~/features/room/components/who-next/who-next-rail";
import type { PlaceOrder } from "~/features/room/lens";
import { useRoom, useRoomState, useRoomStudent } from "~/features/room/room-provider";
import type { RoomState } from "~/features/room/state/room-types";
import { openEnrollmentOf, openExerciseOf } from "~/features/room/state/student-status";
import { usePlaces } from "~/features/room/use-places";
import type { RoomActs } from "~/features/room/room-acts";
import type { ExerciseSummary } from "~/lib/contract";
import { firstName } from "~/lib/wording";
import { KeyHint } from "~/ui/key-hint";
import type { CentreMoves, CentreView, RailTab } from "./centre-view";
import classes from "./rail.module.css";

interface RailProps {
  view: CentreView;
  moves: CentreMoves;
  acts: WhoNextActs;
  roomActs: RoomActs;
  onGive: (studentId: string, exercise: ExerciseSummary) => void;
  /** Beside columns the faces have a tab of their own. */
  faces: { isShown: boolean; order: PlaceOrder };
  /** Puts the lists away; absent where they stand in a sheet. */
  onFold?: () => void;
}

const TABS: readonly { tab: RailTab; words: string }[] = [
  { tab: "next", words: "Who next" },
  { tab: "assign", words: "Assign" },
  { tab: "notes", words: "Notes" },
  { tab: "faces", words: "Faces" },
];

export function Rail({ view: asked, moves, acts, roomActs, onGive, faces, onFold }: RailProps) {
  const places = usePlaces(faces.order);
  const view = asked.tab === "faces" && !faces.isShown ? { ...asked, tab: "next" as const } : asked;
  return (
    <div className={classes.rail}>
      <RailTabs view={view} moves={moves} hasFaces={faces.isShown} onFold={onFold} />
      <div
        id="rail-panel"
        role="tabpanel"
        aria-labelledby={`tab-${view.tab}`}
        className={classes.body}
      >
        {view.tab === "next" && <WhoNextRail acts={acts} />}
        {view.tab === "assign" && <Library view={view} moves={moves} onGive={onGive} />}
        {view.tab === "notes" && <NotesTab acts={roomActs} />}
        {view.tab === "faces" && <FacesTab studentIds={places} onOpen={moves.open} />}
      </div>
      <RailFoot view={view} moves={moves} />
    </div>
  );
}

interface RailTabsProps extends Pick<RailProps, "view" | "moves" | "onFold"> {
  hasFaces: boolean;
}

function RailTabs({ view, moves, hasFaces, onFold }: RailTabsProps) {
  const handCount = useAttention(({ whoNext }) => whoNext.hands.length);
  return (
    <div className={classes.head}>
      <div className={classes.tabs} role="tablist" aria-label="Beside the class">
        {TABS.filter(({ tab }) => hasFaces || tab !== "faces").map(({ tab, words }) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-controls="rail-panel"
            aria-selected={view.tab === tab}
            onClick={() => moves.showTab(tab)}
          >
            {words}
            {tab === "next" && handCount > 0 && (
              <span className={classes.count}>
                {handCount}
                <span className="visually-hidden"> hands up</span>
              </span>
            )}
          </button>
        ))}
      </div>
      {onFold && (
        <button
          type="button"
          className={classes.fold}
          onClick={onFold}
          aria-label="Put the lists away"
          title="Put the lists away"
        >
          <IconLayoutSidebarRightCollapse size={18} stroke={1.6} aria-hidden />
        </button>
      )}
    </div>
  );
}

function RailFoot({ view, moves }: Pick<RailProps, "view" | "moves">) {
  return (
    <footer className={classes.foot}>
      {view.tab !== "assign" ? (
        <>
          <span>
            <KeyHint>N</KeyHint> next
          </span>
          <span>
            <KeyHint>R</KeyHint> helped
          </span>
          <span>
            <KeyHint>A</KeyHint> assign
          </span>
          <button type="button" onClick={() => moves.showDialog("keys")}>
            <KeyHint>?</KeyHint> all keys
          </button>
        </>
      ) : (
        <span>
          {view.chosen
            ? "Touch the cards it is for."
            : "Touch an exercise, then a card; or drag it."}{" "}
          <KeyHint>Esc</KeyHint> {view.chosen ? "put back" : "close"}
        </span>
      )}
    </footer>
  );
}

type LibraryProps = Pick<RailProps, "view" | "moves" | "onGive">;

export function Library({ view, moves, onGive }: LibraryProps) {
  const { sessionId } = useRoom();
  const courses = useRoomState(useShallow(courseTexts)).map((text) => {
    const [id = "", name = ""] = text.split("\n");
    return { id, name };
  });
  const student = useRoomStudent(view.assignForId ?? "");
  const enrollment = student && openEnrollmentOf(student);
  const assignFor =
    student && enrollment
      ? {
          studentId: student.id,
          name: firstName(student.name),
          courseId: enrollment.courseId,
          level: enrollment.level,
          openExerciseId: openExerciseOf(student),
        }
      : null;
  return (
    <AssignTab
      key={assignFor?.studentId ?? "several"}
      sessionId={sessionId}
      courses={courses}
      assignFor={assignFor}
      onForgetStudent={() => moves.assignFor(null)}
      chosen={view.chosen}
      onChoose={moves.choose}
      scope={view.scope}
      onScope={moves.setScope}
      onGive={onGive}
    />
  );
}

/** "id, line break, name" of each course in the room: texts, so that the list keeps its identity. */
function courseTexts({ students }: RoomState): string[] {
  const all = Object.values(students).flatMap(({ enrollments }) => enrollments);
  const texts = all.map(({ courseId, courseName }) => `${courseId}\n${courseName}`);
  return [...new Set(texts)].sort();
}
