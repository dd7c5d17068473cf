/** One's news, newest first; opening one marks it as read. */
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { dayText, timeOfDay } from "~/lib/durations";
import { HeldList } from "~/ui/held-list";
import { Loaded } from "~/ui/loaded";
import { More } from "~/ui/more-of";
import { EmptyView, InlineProblem, SkeletonRows } from "~/ui/state-view";
import { inboxQuery, type Notification, useMarkAllRead, useMarkRead } from "../api";
import classes from "./notifications.module.css";

interface InboxProps {
  isUnreadOnly: boolean;
  timeZone?: string;
}

export function Inbox({ isUnreadOnly, timeZone }: InboxProps) {
  const query = useInfiniteQuery(inboxQuery(isUnreadOnly));
  const readAll = useMarkAllRead();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = items[0];
  return (
    <>
      {newest && items.some(({ readAt }) => readAt === null) && (
        <Button
          variant="default"
          size="md"
          loading={readAll.isPending}
          onClick={() => readAll.mutate(newest.createdAt)}
        >
          Mark all as read
        </Button>
      )}
      {readAll.error && <InlineProblem error={readAll.error} />}
      <Loaded
        query={query}
        loading="Loading your notices"
        failed="Your notices could not be loaded"
        skeleton={<SkeletonRows count={8} height={86} />}
      >
        {() =>
          items.length === 0 ? (
            <EmptyView title={isUnreadOnly ? "All read" : "Nothing yet"}>
              What concerns you appears here as it happens.
            </EmptyView>
          ) : (
            <HeldList rows={items} keyOf={({ id }) => id} of={String(isUnreadOnly)}>
              {(shown) => (
                <ul className={classes.list}>
                  {shown.map((each) => (
                    <NotificationRow key={each.id} notification={each} timeZone={timeZone} />
                  ))}
                </ul>
              )}
            </HeldList>
          )
        }
      </Loaded>
      <More query={query} />
    </>
  );
}

interface RowProps {
  notification: Notification;
  timeZone?: string;
}

function NotificationRow({ notification, timeZone }: RowProps) {
  const { id, title, text, path, createdAt, readAt } = notification;
  const read = useMarkRead();
  const isUnread = readAt === null;
  const markRead = () => {
    if (isUnread) read.mutate(id);
  };
  return (
    <li className={classes.row}>
      <span className={classes.dot} data-read={!isUnread} />
      <div>
        <h3>
          <Link to={path} className={classes.open} onClick={markRead}>
            {isUnread && <span className="visually-hidden">Unread: </span>}
            {title}
          </Link>
        </h3>
        <p>{text}</p>
        <time dateTime={createdAt}>
          {dayText(createdAt, timeZone)}, {timeOfDay(createdAt, timeZone)}
        </time>
        {read.error && <InlineProblem error={read.error} onRetry={markRead} />}
      </div>
      {isUnread && (
        <Button variant="subtle" size="sm" onClick={markRead} aria-label={`Mark as read: ${title}`}>
          Read
        </Button>
      )}
    </li>
  );
}
