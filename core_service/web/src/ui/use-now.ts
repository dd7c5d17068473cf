import { useEffect, useState } from "react";
import { serverNow } from "~/lib/server-clock";
import { subscribeToSeconds } from "./clock";

/** The server's time, once a second: for the few parts that change with it in more than a text. */
export function useNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => subscribeToSeconds(setNow), []);
  return now;
}
