/** What is in a catch-up: each lesson and exercise with its tick, and Go on at the first that is not done. */
import { IconBook2, IconCircleCheck, IconListNumbers } from "@tabler/icons-react";
import { BigButton } from "~/features/student-session/components/big-button";
import type { CatchUpItem, CatchUpWithItems } from "~/features/student-catch-ups/api";
import {
  isOpen,
  itemTitle,
  minutesWords,
  nextItem,
  untilWords,
} from "~/features/student-catch-ups/words";
import { serverNow } from "~/lib/server-clock";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import { speakable } from "~/ui/spoken-math";
import { useMe } from "../../signed-in";
import classes from "./overview.module.css";

interface CatchUpOverviewProps {
  catchUp: CatchUpWithItems;
  onOpen: (itemId: string) => void;
}

export function CatchUpOverview({ catchUp, onOpen }: CatchUpOverviewProps) {
  const { centres } = useMe();
  const timeZone = centres.find(({ id }) => id === catchUp.centreId)?.timezone;
  const next = nextItem(catchUp);
  const until = untilWords(catchUp, serverNow(), timeZone);
  const facts = isOpen(catchUp) ? `${minutesWords(catchUp.estimatedMins)}, ${until}` : until;
  return (
    <div className={classes.overview}>
      <section className={classes.card} tabIndex={0} aria-label="What is in it">
        <header>
          <ReadToYoungest text={speakable(facts)} />
          <p>{facts}</p>
          {catchUp.note && <p className={classes.note}>{catchUp.note}</p>}
        </header>
        <ol>
          {catchUp.items.map((item) => (
            <ItemRow key={item.id} item={item} onOpen={onOpen} />
          ))}
        </ol>
      </section>
      <footer>
        {next === null ? (
          <p className={classes.done}>
            <IconCircleCheck aria-hidden stroke={1.8} />
            All done. Well done!
          </p>
        ) : (
          <BigButton onClick={() => onOpen(next.id)}>
            {catchUp.begunCount > 0 ? "Go on" : "Start"}
          </BigButton>
        )}
      </footer>
    </div>
  );
}

function ItemRow({ item, onOpen }: { item: CatchUpItem; onOpen: (itemId: string) => void }) {
  const Kind = item.exerciseId === null ? IconBook2 : IconListNumbers;
  const state = item.isDone ? "done" : item.attemptId ? "begun" : minutesWords(item.estimatedMins);
  return (
    <li>
      <button type="button" data-done={item.isDone} onClick={() => onOpen(item.id)}>
        {item.isDone ? (
          <IconCircleCheck aria-hidden stroke={1.8} />
        ) : (
          <Kind aria-hidden stroke={1.7} />
        )}
        <span>
          <strong>{itemTitle(item)}</strong>
          <small>
            {item.courseName}, {state}
          </small>
        </span>
      </button>
      <ReadToYoungest text={speakable(itemTitle(item))} />
    </li>
  );
}
