/** What a parent and the tutors of a child write to each other; one thread for each centre of the child. */
import { Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import type { Child } from "~/features/family/api";
import { threadsQuery } from "~/features/messages/api";
import { Conversation } from "~/features/messages/components/conversation";
import { WriteMessage } from "~/features/messages/components/write-message";
import { Loaded } from "~/ui/loaded";
import { Card } from "~/ui/page";
import { FamilyPage } from "./family-page";
import classes from "./parent.module.css";

export function Component() {
  return (
    <FamilyPage title="Messages" pathOf={(id) => `/dashboard/parent/messages?child=${id}`}>
      {(child) => <Messages key={child.id} child={child} />}
    </FamilyPage>
  );
}

function Messages({ child }: { child: Child }) {
  const [search, setSearch] = useSearchParams();
  const centre = child.centres.find(({ id }) => id === search.get("centre")) ?? child.centres[0];
  const query = useInfiniteQuery(threadsQuery(child.id));
  if (!centre) return <p>{child.name} is at no centre now, so there is nobody to write to.</p>;
  return (
    <>
      {child.centres.length > 1 && (
        <Select
          label="At which centre?"
          allowDeselect={false}
          value={centre.id}
          onChange={(id) => id && setSearch({ child: child.id, centre: id })}
          data={child.centres.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Loaded query={query} loading="Loading the messages" failed="Messages could not be loaded">
        {({ pages }) => {
          const threads = pages.flatMap(({ items }) => items);
          const thread = threads.find(({ centreId }) => centreId === centre.id);
          return (
            <Card title={centre.name}>
              {thread ? (
                <Conversation
                  key={thread.id}
                  threadId={thread.id}
                  isFamily
                  timeZone={centre.timezone}
                />
              ) : (
                <div className={classes.column}>
                  <p>
                    Nothing is written yet. The tutors of {child.name} and the centre’s supervisors
                    read what you write here.
                  </p>
                  <WriteMessage
                    to={{ studentId: child.id, centreId: centre.id, guardianId: null }}
                    label="Write to the tutors"
                  />
                </div>
              )}
            </Card>
          );
        }}
      </Loaded>
    </>
  );
}
