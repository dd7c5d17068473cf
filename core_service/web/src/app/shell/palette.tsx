/** Ctrl K: pages, today's sessions, the students and acts of the page on show, by name. */
import { Modal, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { type NavigateFunction, useNavigate } from "react-router";
import type { SessionSummary } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { controlCentrePath } from "~/lib/session-paths";
import { useMe } from "../signed-in";
import type { PlaceGroup } from "./navigation";
import { type PaletteItem, type PaletteSection, useOfferedActs } from "./palette-acts";
import { matching } from "./palette-search";
import classes from "./palette.module.css";

interface PaletteProps {
  groups: PlaceGroup[];
  sessions: SessionSummary[];
  onClose: () => void;
}

export function Palette({ groups, sessions, onClose }: PaletteProps) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const all = useEverything(groups, sessions);
  const shown = matching(all, typed);
  const items = shown.flatMap((section) => section.items);
  const current = items[Math.min(at, items.length - 1)];
  const listId = useId();
  const run = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, items.length - 1) + step + items.length) % items.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(current);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      yOffset="12vh"
      centered={false}
      size={560}
      padding="md"
      title={<span className="visually-hidden">Go to, or do</span>}
      classNames={{ header: classes.header }}
    >
      <div className={classes.palette}>
        <TextInput
          data-autofocus
          role="combobox"
          aria-label="Go to a page, a session or a student, or do something"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current && `${listId}-${current.id}`}
          placeholder="A page, a session, a student, an act"
          leftSection={<IconSearch size={18} stroke={1.6} />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <PaletteList id={listId} sections={shown} current={current} onRun={run} />
      </div>
    </Modal>
  );
}

interface PaletteListProps {
  id: string;
  sections: PaletteSection[];
  current: PaletteItem | undefined;
  onRun: (item: PaletteItem) => void;
}

function PaletteList({ id, sections, current, onRun }: PaletteListProps) {
  const selected = useRef<HTMLDivElement>(null);
  useEffect(() => {
    selected.current?.scrollIntoView({ block: "nearest" });
  }, [current?.id]);
  return (
    <div id={id} role="listbox" aria-label="Found" className={classes.list}>
      {sections.length === 0 && <p className={classes.nothing}>Nothing has that name.</p>}
      {sections.map((section) => (
        <div key={section.title} role="group" aria-label={section.title}>
          <h3 aria-hidden>{section.title}</h3>
          {section.items.map((item) => (
            <div
              key={item.id}
              id={`${id}-${item.id}`}
              ref={item === current ? selected : undefined}
              role="option"
              aria-selected={item === current}
              className={classes.item}
              onClick={() => onRun(item)}
            >
              {item.label}
              {item.hint && <span>{item.hint}</span>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function useEverything(groups: PlaceGroup[], sessions: SessionSummary[]): PaletteSection[] {
  const navigate = useNavigate();
  const zone = useMe().centres[0]?.timezone;
  const ask = useOfferedActs();
  return useMemo(
    () => [
      ...(ask?.() ?? []),
      { title: "Pages", items: pageItems(groups, navigate) },
      { title: "Sessions today", items: sessionItems(sessions, zone, navigate) },
    ],
    [groups, sessions, zone, ask, navigate],
  );
}

function pageItems(groups: PlaceGroup[], navigate: NavigateFunction): PaletteItem[] {
  return groups.flatMap(({ title, places }) =>
    places.map(({ label, path }) => ({
      id: path,
      label,
      hint: title,
      run: () => void navigate(path),
    })),
  );
}

function sessionItems(
  sessions: SessionSummary[],
  zone: string | undefined,
  navigate: NavigateFunction,
): PaletteItem[] {
  return sessions.map(({ id, name, scheduledStart }) => ({
    id: `session-${id}`,
    label: name,
    hint: timeOfDay(scheduledStart, zone),
    run: () => void navigate(controlCentrePath(id)),
  }));
}
