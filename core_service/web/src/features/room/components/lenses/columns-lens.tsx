/** The class as columns: five tall ones, then it scrolls; on an upright tablet two by two, to be swiped (UI 5). */
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useRovingPlaces } from "../../use-roving-places";
import classes from "./columns-lens.module.css";

interface ColumnsLensProps {
  studentIds: string[];
  children: (studentId: string, isReachable: boolean) => ReactNode;
  onOpen: (studentId: string) => void;
}

export function ColumnsLens({ studentIds, children, onOpen }: ColumnsLensProps) {
  const { places, reachableId, handlers } = useRovingPlaces(studentIds, onOpen, () => 1);
  const { page, count, show } = usePages(places, studentIds.length);
  return (
    <div className={classes.lens}>
      <div
        ref={places}
        className={classes.columns}
        role="group"
        aria-label="Students in columns"
        {...handlers}
      >
        {studentIds.map((id) => children(id, id === reachableId))}
      </div>
      {count > 1 && (
        <nav className={classes.pager} aria-label="More columns">
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label="Columns before"
            onClick={() => show(page - 1)}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
          {Array.from({ length: count }, (_, each) => (
            <span key={each} className={classes.dot} data-current={each === page || undefined} />
          ))}
          <span className="visually-hidden" role="status">
            Part {page + 1} of {count}
          </span>
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label="Columns after"
            onClick={() => show(page + 1)}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </nav>
      )}
    </div>
  );
}

/** Which windowful of columns is on show, and how many there are. */
function usePages(places: React.RefObject<HTMLDivElement | null>, students: number) {
  const [{ page, count }, setPages] = useState({ page: 0, count: 1 });
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => {
    const element = places.current;
    if (!element) return;
    const look = () => {
      const { scrollLeft, scrollWidth, clientWidth } = element;
      if (clientWidth === 0) return;
      const all = Math.max(1, Math.ceil(scrollWidth / clientWidth - 0.05));
      setPages({ page: Math.min(all - 1, Math.round(scrollLeft / clientWidth)), count: all });
    };
    const later = () => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(look, 80);
    };
    look();
    const observer = new ResizeObserver(later);
    observer.observe(element);
    element.addEventListener("scroll", later, { passive: true });
    return () => {
      window.clearTimeout(timer.current);
      observer.disconnect();
      element.removeEventListener("scroll", later);
    };
  }, [places, students]);
  const show = (wanted: number) => {
    const element = places.current;
    element?.scrollTo({ left: Math.max(0, wanted) * element.clientWidth, behavior: "smooth" });
  };
  return { page, count, show };
}
