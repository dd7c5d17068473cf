/** Whether the core can be reached, for work at home, where no room tells. */
import { useNetwork } from "@mantine/hooks";
import { useSyncExternalStore } from "react";
import { ConnectionLine } from "~/features/student-session/components/connection-line";
import { thisDevice } from "~/features/work/save-words";
import { keptSince } from "~/lib/kept-reading";
import { useOutboxState } from "~/lib/use-outbox";

export function useHasCore(): boolean {
  const { online } = useNetwork();
  const { isReachable } = useOutboxState();
  const since = useSyncExternalStore(keptSince.subscribe, keptSince.get);
  return online && isReachable && since === null;
}

export function HomeConnection() {
  return (
    <ConnectionLine connection={{ kind: "live" }} hasNetwork={useHasCore()} device={thisDevice()} />
  );
}
