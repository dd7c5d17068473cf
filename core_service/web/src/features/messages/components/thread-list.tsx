/** Threads as a list: whose child, which parent, the last words, how many are unread. */
import { Link } from "react-router";
import { dayText } from "~/lib/durations";
import { Portrait } from "~/ui/portrait";
import type { Thread } from "../api";
import classes from "./messages.module.css";

interface ThreadRowProps {
  thread: Thread;
  to: string;
  isOpen: boolean;
  timeZone?: string;
}

export function ThreadRow({ thread, to, isOpen, timeZone }: ThreadRowProps) {
  const { student, guardian, lastMessage, unreadCount } = thread;
  return (
    <Link to={to} className={classes.thread} aria-current={isOpen ? "true" : undefined}>
      <Portrait person={student} size={40} />
      <span className={classes.threadText}>
        <strong>{student.name}</strong>
        <small>{guardian.name}</small>
      </span>
      <span className={classes.threadEnd}>
        {lastMessage && (
          <time dateTime={lastMessage.createdAt}>{dayText(lastMessage.createdAt, timeZone)}</time>
        )}
        {unreadCount > 0 && <span className={classes.count}>{unreadCount} new</span>}
      </span>
      {lastMessage && (
        <span className={classes.last}>
          {lastMessage.sender.name}: {lastMessage.text}
        </span>
      )}
    </Link>
  );
}
