/** A badge as a medal; not earned yet, it is an outline in dashes. */
import {
  IconArrowBackUp,
  IconBook2,
  IconChecklist,
  IconFlame,
  IconHandStop,
  IconRefresh,
  IconStairsUp,
  type Icon,
} from "@tabler/icons-react";
import type { Badge } from "../api";
import classes from "./badge-sign.module.css";

const SIGNS: Readonly<Record<Badge["badge"], { Icon: Icon; tone: string }>> = {
  ASKED_FOR_HELP: { Icon: IconHandStop, tone: "hand" },
  TRIED_AGAIN: { Icon: IconRefresh, tone: "working" },
  CAUGHT_UP: { Icon: IconArrowBackUp, tone: "quiet" },
  STREAK: { Icon: IconFlame, tone: "quiet" },
  MASTERED: { Icon: IconChecklist, tone: "finished" },
  UNIT_FINISHED: { Icon: IconBook2, tone: "finished" },
  LEVEL_REACHED: { Icon: IconStairsUp, tone: "brand" },
};

const SPIKES = 12;
const OUTER = 47;
const INNER = 39;

const OUTLINE = Array.from({ length: SPIKES * 2 }, (_, corner) => {
  const radius = corner % 2 === 0 ? OUTER : INNER;
  const angle = (Math.PI * corner) / SPIKES - Math.PI / 2;
  return `${(50 + radius * Math.cos(angle)).toFixed(1)},${(50 + radius * Math.sin(angle)).toFixed(1)}`;
}).join(" ");

export function BadgeSign({ badge, size = 72 }: { badge: Badge; size?: number }) {
  const { Icon, tone } = SIGNS[badge.badge];
  return (
    <span
      className={classes.sign}
      style={{ width: size, height: size }}
      data-tone={tone}
      data-earned={badge.step > 0}
      aria-hidden
    >
      <svg viewBox="0 0 100 100">
        <polygon points={OUTLINE} />
        <circle cx="50" cy="50" r="28" />
      </svg>
      <Icon stroke={1.8} size={size * 0.38} />
    </span>
  );
}
