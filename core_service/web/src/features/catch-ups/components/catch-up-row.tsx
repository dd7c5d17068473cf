/** One catch-up: whose, of which session, how far, until when; opens to what is in it. */
import { Button, Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useState } from "react";
import { firstName } from "~/lib/wording";
import { Loaded } from "~/ui/loaded";
import { Portrait } from "~/ui/portrait";
import { ReadAloud } from "~/ui/read-aloud";
import { StatusShape } from "~/ui/status-shape";
import { type CatchUp, catchUpQuery, type CatchUpWithItems } from "../api";
import type { CatchUpActs } from "../catch-up-acts";
import { dueWords, missedWords, progressWords } from "../words";
import classes from "./catch-ups.module.css";
import { RowActs } from "./catch-up-buttons";

interface CatchUpRowProps {
  catchUp: CatchUp;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  /** Null for who may look only. */
  acts: CatchUpActs | null;
  timeZone?: string;
}

export function CatchUpRow({ catchUp, isChosen, onChoose, acts, timeZone }: CatchUpRowProps) {
  const [isOpen, setOpen] = useState(false);
  const { student } = catchUp;
  return (
    <li className={classes.item}>
      <div className={classes.row}>
        {acts && (
          <Checkbox
            checked={isChosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
            label={<span className="visually-hidden">Choose {student.name}</span>}
          />
        )}
        <Portrait person={student} size={38} />
        <span className={classes.text}>
          <strong>{student.name}</strong>
          <span>{missedWords(catchUp, timeZone)}</span>
        </span>
        <span className={classes.facts}>
          <span>{progressWords(catchUp)}</span>
          <span data-late={catchUp.state === "OVERDUE" || undefined}>
            {dueWords(catchUp, timeZone)}
          </span>
        </span>
        <Button
          variant="default"
          aria-expanded={isOpen}
          aria-label={`${isOpen ? "Close" : "Open"} the catch-up of ${student.name}`}
          rightSection={isOpen ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Close" : "Open"}
        </Button>
      </div>
      {isOpen && <OpenCatchUp catchUp={catchUp} acts={acts} />}
    </li>
  );
}

function OpenCatchUp({ catchUp, acts }: Pick<CatchUpRowProps, "catchUp" | "acts">) {
  const query = useQuery(catchUpQuery(catchUp.id));
  return (
    <div className={classes.open}>
      <Loaded query={query} loading="Opening the catch-up" failed="It could not be opened">
        {(data) => <Items catchUp={data} />}
      </Loaded>
      {acts && <RowActs packages={[catchUp]} acts={acts} />}
    </div>
  );
}

function Items({ catchUp }: { catchUp: CatchUpWithItems }) {
  return (
    <>
      {catchUp.note && (
        <p className={classes.words}>
          Words to {firstName(catchUp.student.name)}: {catchUp.note}{" "}
          <ReadAloud text={catchUp.note} size={32} />
        </p>
      )}
      <ol className={classes.items}>
        {catchUp.items.map((item) => (
          <li key={item.id}>
            <StatusShape
              status={item.isDone ? "finished" : item.attemptId ? "working" : "not-started"}
              label={item.isDone ? "Done" : item.attemptId ? "Begun" : "Not begun"}
            />
            <span>
              {item.exerciseTitle ?? `Read: ${item.lessonTitle}`}
              <small>
                {item.courseName}, about {item.estimatedMins} min
              </small>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
