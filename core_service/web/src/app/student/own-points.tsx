/** One's own points and row of sessions; the open place of the row is today's where one is awaited today. */
import { useQuery } from "@tanstack/react-query";
import type { Rewards } from "~/features/rewards/api";
import { PointsCard } from "~/features/rewards/components/points-card";
import { sessionsOfDayQuery } from "~/features/sessions/api";
import { sessionToOpen } from "~/features/sessions/rules";
import { serverNow } from "~/lib/server-clock";
import { useMe } from "../signed-in";

export function OwnPoints({ rewards }: { rewards: Rewards }) {
  const { data } = useQuery(sessionsOfDayQuery());
  const { centres } = useMe();
  const open = sessionToOpen(data?.items ?? [], serverNow());
  const startsAt = open === null ? null : Date.parse(open.scheduledStart);
  const isMarked = rewards.newestInRow.some((at) => Date.parse(at) === startsAt);
  return (
    <PointsCard
      rewards={rewards}
      timeZone={centres.find(({ id }) => id === rewards.centreId)?.timezone}
      isToday={startsAt !== null && !isMarked}
    />
  );
}
