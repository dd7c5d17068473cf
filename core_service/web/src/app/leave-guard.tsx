/** Asks before a page with words that were not sent is left (UI 1.7). */
import { Button, Group, Modal } from "@mantine/core";
import { useEffect } from "react";
import { type BlockerFunction, useBlocker } from "react-router";
import { hasUnsent } from "~/lib/unsent";

/**
 * Another page, or another part of the same one: a tab, a person, a conversation. What merely filters a page replaces
 * its address, and the form beside it stays.
 */
const leadsAway: BlockerFunction = ({ currentLocation, nextLocation, historyAction }) => {
  if (currentLocation.pathname !== nextLocation.pathname) return true;
  return historyAction !== "REPLACE" && currentLocation.search !== nextLocation.search;
};

export function LeaveGuard() {
  const blocker = useBlocker((move) => hasUnsent() && leadsAway(move));
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (hasUnsent()) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
  const stay = () => blocker.reset?.();
  return (
    <Modal opened={blocker.state === "blocked"} onClose={stay} title="Leave without sending it?">
      <p>What you typed on this page has not been sent, and is gone when you leave.</p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          Leave
        </Button>
        <Button data-autofocus onClick={stay}>
          Stay here
        </Button>
      </Group>
    </Modal>
  );
}
