/** News that arrives while a page is open: said once beside the work, never over it (R293). */
import { IconX } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { newestQuery, type Notification, unreadQuery, useMarkRead } from "../api";
import classes from "./news-toast.module.css";
import { INBOX } from "./bell";

const SHOWN_MS = 8_000;

interface NewsToastProps {
  /** While a question is open the news waits until its end. */
  isHushed?: boolean;
  /** Where the bar on top has acts that must stay in reach, as a student's hand. */
  isBelowBar?: boolean;
}

export function NewsToast({ isHushed = false, isBelowBar = false }: NewsToastProps) {
  const [news, dismiss] = useNews(isHushed);
  const [isHeld, setHeld] = useState(false);
  const shownId = news?.id;
  useEffect(() => {
    if (shownId === undefined || isHeld) return;
    const timer = window.setTimeout(dismiss, SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [shownId, isHeld, dismiss]);
  return (
    <div className={classes.place} data-below-bar={isBelowBar} role="status">
      {news && (
        <div
          className={classes.toast}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <Words news={news} onOpen={dismiss} />
          <button type="button" aria-label="Put away" onClick={dismiss}>
            <IconX size={18} stroke={1.8} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}

function Words({ news, onOpen }: { news: Notification; onOpen: () => void }) {
  const read = useMarkRead();
  const open = () => {
    read.mutate(news.id);
    onOpen();
  };
  return (
    <p>
      <Link to={news.path || INBOX} onClick={open}>
        {news.title}
      </Link>
      <span>{news.text}</span>
    </p>
  );
}

/** The newest notice, when the number of unread ones has grown since the page was opened. */
function useNews(isHushed: boolean): [Notification | null, () => void] {
  const queries = useQueryClient();
  const { data } = useQuery(unreadQuery);
  const [news, setNews] = useState<Notification | null>(null);
  const known = useRef<number | null>(null);
  const unread = data?.unread ?? null;
  useEffect(() => {
    if (unread === null || isHushed) return;
    const before = known.current;
    known.current = unread;
    if (before === null || unread <= before) return;
    void queries
      .fetchQuery(newestQuery)
      .then((newest) => setNews(newest))
      .catch(() => undefined);
  }, [unread, isHushed, queries]);
  const [dismiss] = useState(() => () => setNews(null));
  return [isHushed ? null : news, dismiss];
}
