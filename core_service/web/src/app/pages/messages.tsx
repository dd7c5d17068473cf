/** What parents write to those who teach their children: the threads, and the one that is open. */
import { Button, Modal } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import { threadsQuery } from "~/features/messages/api";
import { Conversation } from "~/features/messages/components/conversation";
import { NewThread } from "~/features/messages/components/new-thread";
import { ThreadRow } from "~/features/messages/components/thread-list";
import { MoreOf } from "~/ui/more-of";
import { Card, Page } from "~/ui/page";
import { ForbiddenView } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { useMe } from "../signed-in";
import classes from "./messages.module.css";

const PATH = "/dashboard/messages";

export function Component() {
  const me = useMe();
  const mayWrite = hasPermission(me, "SESSION_CONDUCT") || hasPermission(me, "STUDENT_MANAGE");
  return mayWrite ? <Messages /> : <ForbiddenView heading="h1" needs="SESSION_CONDUCT" />;
}

function Messages() {
  const me = useMe();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [isNew, setNew] = useState(false);
  const query = useInfiniteQuery(threadsQuery(search.get("student")));
  const openId = search.get("thread");
  const unread = query.data?.pages[0]?.unreadTotal ?? 0;
  const timeZone = me.centres[0]?.timezone;
  const open = (threadId: string) => {
    setNew(false);
    void navigate(`${PATH}?thread=${threadId}`);
  };
  return (
    <Page
      title="Messages"
      lead={<MenuButton />}
      note={unread > 0 && `${unread} unread`}
      actions={<Button onClick={() => setNew(true)}>Write to a parent</Button>}
    >
      <div className={classes.columns} data-open={openId !== null}>
        <div className={classes.threads}>
          <Card title="Parents">
            <MoreOf
              query={query}
              what="messages"
              keyOf={({ id }) => id}
              of={search.get("student") ?? ""}
              empty="What parents write appears here; you can also begin."
            >
              {(thread) => (
                <ThreadRow
                  key={thread.id}
                  thread={thread}
                  to={`${PATH}?thread=${thread.id}`}
                  isOpen={thread.id === openId}
                  timeZone={timeZone}
                />
              )}
            </MoreOf>
          </Card>
        </div>
        <Card
          title="Conversation"
          aside={
            openId && (
              <Link className={classes.back} to={PATH}>
                All messages
              </Link>
            )
          }
        >
          {openId ? (
            <Conversation key={openId} threadId={openId} isFamily={false} timeZone={timeZone} />
          ) : (
            <p>Choose a parent at the side to read and answer.</p>
          )}
        </Card>
      </div>
      <Modal opened={isNew} onClose={() => setNew(false)} title="Write to a parent">
        {isNew && <NewThread onSent={open} />}
      </Modal>
    </Page>
  );
}
