/** All catch-ups of the students whom one teaches or oversees (UI 10). */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { ActsLog } from "~/lib/acts-log";
import { FootBar } from "~/ui/page-foot";
import type { CatchUp } from "../api";
import { useCatchUpActs } from "../catch-up-acts";
import { SECTIONS } from "../words";
import { RowActs } from "./catch-up-buttons";
import { CatchUpSection } from "./catch-up-section";

interface CatchUpBoardProps {
  studentId: string | null;
  mayChange: boolean;
  log: ActsLog;
  timeZone?: string;
}

export function CatchUpBoard({ studentId, mayChange, log, timeZone }: CatchUpBoardProps) {
  const acts = useCatchUpActs(log);
  const [chosen, setChosen] = useState<ReadonlyMap<string, CatchUp>>(new Map());
  const choose = (packages: readonly CatchUp[], isChosen: boolean) => {
    const next = new Map(chosen);
    for (const each of packages) {
      if (isChosen) next.set(each.id, each);
      else next.delete(each.id);
    }
    setChosen(next);
  };
  const clear = () => setChosen(new Map());
  return (
    <>
      {SECTIONS.map((section) => (
        <CatchUpSection
          key={section.state}
          {...section}
          studentId={studentId}
          chosen={chosen}
          onChoose={choose}
          acts={mayChange ? acts : null}
          timeZone={timeZone}
        />
      ))}
      {chosen.size > 0 && (
        <FootBar label="Chosen catch-ups">
          <strong>{chosen.size} chosen</strong>
          <RowActs packages={[...chosen.values()]} acts={acts} onDone={clear} />
          <Button variant="subtle" onClick={clear}>
            Choose none
          </Button>
        </FootBar>
      )}
    </>
  );
}
