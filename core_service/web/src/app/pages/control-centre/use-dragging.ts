/** Carrying an exercise from the library to a card, by pointer or by keys. */
import {
  type Announcements,
  type DndContextProps,
  KeyboardSensor,
  type KeyboardCoordinateGetter,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { useState } from "react";
import type { ExerciseSummary } from "~/lib/contract";

const PULL_PX = 6;

export function useDragging(
  onGive: (studentId: string, exercise: ExerciseSummary) => void,
  onSwap: (studentId: string, otherId: string) => void,
): {
  /** The exercise in the air. */
  dragged: ExerciseSummary | null;
  /** What the thing in the air is called, exercise or student. */
  carried: string | null;
  context: DndContextProps;
} {
  const [dragged, setDragged] = useState<ExerciseSummary | null>(null);
  const [carried, setCarried] = useState<string | null>(null);
  const putDown = () => {
    setDragged(null);
    setCarried(null);
  };
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: PULL_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: nextCard }),
  );
  return {
    dragged,
    carried,
    context: {
      sensors,
      accessibility: { announcements },
      onDragStart: ({ active }) => {
        setDragged(exerciseOf(active));
        setCarried(carriedName(active));
      },
      onDragCancel: putDown,
      onDragEnd: ({ active, over }) => {
        const exercise = exerciseOf(active);
        putDown();
        if (over && exercise) onGive(String(over.id), exercise);
        const moved = seatOf(active);
        if (over && moved) onSwap(moved, String(over.id));
      },
    },
  };
}

interface Carried {
  data: { current?: Record<string, unknown> };
}

function exerciseOf(active: Carried): ExerciseSummary | null {
  return (active.data.current?.["exercise"] as ExerciseSummary | undefined) ?? null;
}

/** The student whose place is being changed. */
function seatOf(active: Carried): string | null {
  return (active.data.current?.["seatOf"] as string | undefined) ?? null;
}

function carriedName(active: Carried): string {
  const moved = seatOf(active);
  return moved ? studentName(moved) : (exerciseOf(active)?.title ?? "it");
}

function studentName(id: string | number): string {
  const card = document.querySelector(`[data-student-id="${CSS.escape(String(id))}"]`);
  return card?.getAttribute("aria-label") ?? "a card";
}

const announcements: Announcements = {
  onDragStart: ({ active }) => `Carrying ${carriedName(active)}. Arrows move it from card to card.`,
  onDragOver: ({ over }) => (over ? `Over ${studentName(over.id)}` : "Not over a card"),
  onDragEnd: ({ active, over }) =>
    over ? `${carriedName(active)} put on ${studentName(over.id)}` : "Put back",
  onDragCancel: () => "Put back",
};

const FORWARD = new Set(["ArrowRight", "ArrowDown"]);
const BACKWARD = new Set(["ArrowLeft", "ArrowUp"]);

/** Arrows go through the cards that fit, in the grid's order. */
const nextCard: KeyboardCoordinateGetter = (event, { context }) => {
  const step = FORWARD.has(event.code) ? 1 : BACKWARD.has(event.code) ? -1 : 0;
  if (step === 0) return undefined;
  event.preventDefault();
  const cards = context.droppableContainers
    .getEnabled()
    .map(({ id }) => ({ id, rect: context.droppableRects.get(id) }))
    .filter((card) => card.rect !== undefined)
    .sort(
      (a, b) =>
        (a.rect?.top ?? 0) - (b.rect?.top ?? 0) || (a.rect?.left ?? 0) - (b.rect?.left ?? 0),
    );
  if (cards.length === 0) return undefined;
  const at = cards.findIndex(({ id }) => id === context.over?.id);
  const next = cards[at === -1 ? 0 : (at + step + cards.length) % cards.length];
  return next?.rect && { x: next.rect.left + 8, y: next.rect.top + 8 };
};
