/** The tree of one level: units, lessons, exercises, in the order in which they are taught; drag or menu to order. */
import {
  DndContext,
  type DragEndEvent,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical, IconGripVertical, IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { OutlineUnit, PartKind } from "../api";
import { TYPE_WORDS } from "../forms";
import classes from "./library-tree.module.css";

export interface Place {
  kind: PartKind;
  id: string;
  /** Its place among its siblings, from 0. */
  at: number;
  count: number;
  parentId: string;
  title: string;
  isActive: boolean;
}

export interface TreeActs {
  open: (place: Place) => void;
  move: (place: Place, position: number) => void;
  copy: (place: Place) => void;
  setInUse: (place: Place, isActive: boolean) => void;
  add: (kind: PartKind, parentId: string) => void;
}

interface LibraryTreeProps {
  units: readonly OutlineUnit[];
  openId: string | null;
  courseId: string;
  /** Null for those who read. */
  acts: TreeActs | null;
  onOpen: (place: Place) => void;
}

/** So far a pointer goes before a press counts as a drag. */
const DRAG_FROM_PX = 6;

export function LibraryTree({ units, openId, courseId, acts, onOpen }: LibraryTreeProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_FROM_PX } }),
  );
  const drop = ({ active, over }: DragEndEvent) => {
    const moved = active.data.current as Place | undefined;
    const target = over?.data.current as Place | undefined;
    if (!acts || !moved || !target || moved.id === target.id) return;
    if (moved.kind === target.kind && moved.parentId === target.parentId) {
      acts.move(moved, target.at + 1);
    }
  };
  const row = (place: Place, extra?: ReactNode) => (
    <TreeRow place={place} isOpen={place.id === openId} acts={acts} onOpen={onOpen} extra={extra} />
  );
  return (
    <DndContext sensors={sensors} onDragEnd={drop}>
      <ul className={classes.tree} aria-label="Units">
        {units.map((unit, at) => (
          <li key={unit.id}>
            {row(placeOf("unit", unit, at, units.length, courseId))}
            <ul aria-label={`Lessons of ${unit.title}`}>
              {unit.lessons.map((lesson, lessonAt) => (
                <li key={lesson.id}>
                  {row(placeOf("lesson", lesson, lessonAt, unit.lessons.length, unit.id))}
                  <ul aria-label={`Exercises of ${lesson.title}`}>
                    {lesson.exercises.map((exercise, exerciseAt) => (
                      <li key={exercise.id}>
                        {row(
                          placeOf(
                            "exercise",
                            exercise,
                            exerciseAt,
                            lesson.exercises.length,
                            lesson.id,
                          ),
                          <small>{TYPE_WORDS[exercise.exerciseType]}</small>,
                        )}
                      </li>
                    ))}
                  </ul>
                  {acts && (
                    <AddButton onClick={() => acts.add("exercise", lesson.id)}>Exercise</AddButton>
                  )}
                </li>
              ))}
            </ul>
            {acts && <AddButton onClick={() => acts.add("lesson", unit.id)}>Lesson</AddButton>}
          </li>
        ))}
      </ul>
      {acts && <AddButton onClick={() => acts.add("unit", courseId)}>Unit</AddButton>}
    </DndContext>
  );
}

function placeOf(
  kind: PartKind,
  part: { id: string; title: string; isActive: boolean },
  at: number,
  count: number,
  parentId: string,
): Place {
  const { id, title, isActive } = part;
  return { kind, id, at, count, parentId, title, isActive };
}

function AddButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button type="button" className={classes.add} onClick={onClick}>
      <IconPlus size={16} aria-hidden /> {children}
    </button>
  );
}

interface TreeRowProps {
  place: Place;
  isOpen: boolean;
  acts: TreeActs | null;
  onOpen: (place: Place) => void;
  extra?: ReactNode;
}

function TreeRow({ place, isOpen, acts, onOpen, extra }: TreeRowProps) {
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: place.id,
    data: place,
    disabled: acts === null,
  });
  const { setNodeRef: setDropRef, isOver } = useDroppable({ id: `over ${place.id}`, data: place });
  return (
    <div
      ref={setDropRef}
      className={classes.row}
      data-kind={place.kind}
      data-open={isOpen || undefined}
      data-over={(isOver && !isDragging) || undefined}
      data-inactive={!place.isActive || undefined}
    >
      {acts && (
        <span
          ref={setNodeRef}
          className={classes.grip}
          {...listeners}
          aria-hidden
          data-dragging={isDragging || undefined}
        >
          <IconGripVertical size={16} />
        </span>
      )}
      <button
        type="button"
        className={classes.title}
        aria-current={isOpen ? "true" : undefined}
        onClick={() => onOpen(place)}
      >
        <span>{place.title}</span>
        {extra}
        {!place.isActive && <small className={classes.off}>not in use</small>}
      </button>
      {acts && <RowMenu place={place} acts={acts} />}
    </div>
  );
}

function RowMenu({ place, acts }: { place: Place; acts: TreeActs }) {
  return (
    <Menu position="bottom-end" shadow="md" radius="lg" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={36} aria-label={`More for ${place.title}`}>
          <IconDotsVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={place.at === 0} onClick={() => acts.move(place, place.at)}>
          Move up
        </Menu.Item>
        <Menu.Item
          disabled={place.at === place.count - 1}
          onClick={() => acts.move(place, place.at + 2)}
        >
          Move down
        </Menu.Item>
        <Menu.Item onClick={() => acts.copy(place)}>Duplicate</Menu.Item>
        <Menu.Item onClick={() => acts.setInUse(place, !place.isActive)}>
          {place.isActive ? "Take out of use" : "Put in use"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
