/** One thread: who reads it, what was written, newest last, and the field for more; opening it marks it as read. */
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { dayText, timeOfDay } from "~/lib/durations";
import { Loaded, StaleLine } from "~/ui/loaded";
import { Portrait } from "~/ui/portrait";
import { ErrorView, InlineProblem, LoadingView } from "~/ui/state-view";
import { type ThreadMessage, threadMessagesQuery, threadQuery, useMarkThreadRead } from "../api";
import { readersWords } from "../words";
import classes from "./messages.module.css";
import { WriteMessage } from "./write-message";

interface ConversationProps {
  threadId: string;
  /** Whether the reader is the family; staff see the parent's messages at the left. */
  isFamily: boolean;
  timeZone?: string;
}

export function Conversation({ threadId, isFamily, timeZone }: ConversationProps) {
  const thread = useQuery(threadQuery(threadId));
  useReadOnOpen(threadId, thread.data?.unreadCount ?? 0);
  return (
    <Loaded query={thread} loading="Opening the messages" failed="They could not be opened">
      {(shown) => (
        <div className={classes.conversation}>
          <p className={classes.quiet}>{readersWords(shown, isFamily)}</p>
          <Written threadId={threadId} isFamily={isFamily} timeZone={timeZone} />
          <WriteMessage
            to={{ threadId }}
            label={isFamily ? "Write to the tutors" : `Write to ${shown.guardian.name}`}
          />
        </div>
      )}
    </Loaded>
  );
}

/** Marks as read what came while the page is looked at. */
function useReadOnOpen(threadId: string, unread: number) {
  const { mutate } = useMarkThreadRead();
  useEffect(() => {
    if (unread > 0) mutate(threadId);
  }, [threadId, unread, mutate]);
}

function Written({ threadId, isFamily, timeZone }: ConversationProps) {
  const query = useInfiniteQuery(threadMessagesQuery(threadId));
  const { data, error, hasNextPage, isFetchingNextPage, isFetchNextPageError } = query;
  if (query.isPending) return <LoadingView label="Loading what was written" />;
  const retry = () => void query.refetch();
  if (!data) {
    return <ErrorView error={error} title="What was written could not be loaded" onRetry={retry} />;
  }
  const earlier = () => void query.fetchNextPage();
  const items = data.pages.flatMap((page) => page.items).reverse();
  return (
    <>
      {hasNextPage && (
        <Button variant="default" size="md" loading={isFetchingNextPage} onClick={earlier}>
          Show earlier
        </Button>
      )}
      {isFetchNextPageError && <InlineProblem error={error} onRetry={earlier} />}
      {error && !isFetchNextPageError && <StaleLine since={query.dataUpdatedAt} onRetry={retry} />}
      <div className={classes.written} role="log" aria-label="What was written" tabIndex={0}>
        <ol>
          {items.map((message) => (
            <Bubble
              key={message.id}
              message={message}
              isMine={message.isFromFamily === isFamily}
              timeZone={timeZone}
            />
          ))}
        </ol>
      </div>
    </>
  );
}

interface BubbleProps {
  message: ThreadMessage;
  isMine: boolean;
  timeZone?: string;
}

function Bubble({ message, isMine, timeZone }: BubbleProps) {
  const { sender, text, createdAt } = message;
  return (
    <li className={classes.message} data-mine={isMine}>
      <Portrait person={sender} size={32} />
      <div className={classes.bubble}>
        <strong>{sender.name}</strong>
        <p>{text}</p>
        <time dateTime={createdAt}>
          {dayText(createdAt, timeZone)}, {timeOfDay(createdAt, timeZone)}
        </time>
      </div>
    </li>
  );
}
