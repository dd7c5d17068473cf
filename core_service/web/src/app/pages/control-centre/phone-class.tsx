/** The control centre in the hand, for walking about: who next, everyone, assign, attendance, with seats (UI 5, Sizes). */
import {
  IconHandStop,
  IconLayoutGrid,
  IconPlus,
  IconUserCheck,
  type Icon,
} from "@tabler/icons-react";
import { useState } from "react";
import { useAttention } from "~/features/room/attention-provider";
import { EveryoneList } from "~/features/room/components/lenses/everyone-list";
import { StatusFilters } from "~/features/room/components/status-filters";
import { WhoNextRail } from "~/features/room/components/who-next/who-next-rail";
import { usePlaces } from "~/features/room/use-places";
import { ActBar } from "~/ui/act-bar";
import { Sheet } from "./beside";
import { useStatusFilter } from "./centre-view";
import { ClassNotice } from "./class-notice";
import { PhoneAttendance } from "./phone-attendance";
import classes from "./phone-class.module.css";
import { Library } from "./rail";
import type { Centre } from "./use-centre";

type Tab = "next" | "everyone" | "assign" | "attendance";

const TABS: readonly { tab: Tab; words: string; Icon: Icon }[] = [
  { tab: "next", words: "Who next", Icon: IconHandStop },
  { tab: "everyone", words: "Everyone", Icon: IconLayoutGrid },
  { tab: "assign", words: "Assign", Icon: IconPlus },
  { tab: "attendance", words: "Attendance", Icon: IconUserCheck },
];

interface PhoneClassProps {
  centre: Centre;
  timeZone?: string;
}

export function PhoneClass({ centre, timeZone }: PhoneClassProps) {
  const [asked, setTab] = useState<Tab>("next");
  const [filter, setFilter] = useStatusFilter();
  const places = usePlaces(centre.prefs.order);
  const { view, moves, acts, goTo, give } = centre;
  // An exercise in the hand is for somebody in the list; "assign" anywhere opens the library.
  const tab: Tab = view.chosen ? "everyone" : view.tab === "assign" ? "assign" : asked;
  const show = (next: Tab) => {
    moves.choose(null);
    moves.showTab(next === "assign" ? "assign" : "next");
    moves.closeSheet();
    setTab(next);
  };
  return (
    <>
      <div className={classes.filters}>
        <StatusFilters
          chosen={filter}
          onChoose={(status) => {
            setFilter(status);
            show("everyone");
          }}
        />
        <ActBar log={acts.log} onStepIn={centre.stepIn} />
      </div>
      <div className={classes.body}>
        <ClassNotice />
        {tab === "next" && (
          <WhoNextRail
            hasSeats
            acts={{
              goTo,
              open: moves.open,
              assign: moves.assignFor,
              helped: (studentId) => void acts.helped(studentId),
            }}
          />
        )}
        {tab === "everyone" && (
          <EveryoneList
            studentIds={places}
            filter={filter}
            onOpen={moves.open}
            offered={view.chosen}
            onGive={give}
          />
        )}
        {tab === "assign" && <Library view={view} moves={moves} onGive={give} />}
        {tab === "attendance" && <PhoneAttendance session={centre.session} timeZone={timeZone} />}
      </div>
      <PhoneTabs tab={tab} onShow={show} />
      <Sheet centre={{ ...centre, view: { ...view, isSheetOpen: false } }} timeZone={timeZone} />
    </>
  );
}

function PhoneTabs({ tab: current, onShow }: { tab: Tab; onShow: (tab: Tab) => void }) {
  const hands = useAttention(({ whoNext }) => whoNext.hands.length);
  return (
    <nav className={classes.tabs} aria-label="Parts of the control centre">
      {TABS.map(({ tab, words, Icon }) => (
        <button
          key={tab}
          type="button"
          aria-current={tab === current ? "page" : undefined}
          onClick={() => onShow(tab)}
        >
          <Icon size={22} stroke={1.6} aria-hidden />
          {words}
          {tab === "next" && hands > 0 && (
            <span className={classes.count}>
              {hands}
              <span className="visually-hidden"> hands up</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}
