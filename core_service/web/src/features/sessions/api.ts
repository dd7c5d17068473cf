/** Sessions of a day, and one session. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";

const POLL_MS = 15_000;

/** Someone's sessions of one day of the centre, today where no day is given; asked again while the page is open. */
export const sessionsOfDayQuery = (date?: string) =>
  queryOptions({
    queryKey: ["sessions", "day", date ?? "today"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/academic/sessions", { params: { query: date ? { date } : {} }, signal })),
    refetchInterval: POLL_MS,
    refetchOnWindowFocus: "always",
  });
