/** What planners can change about a session, as long as it still can be changed. */
import { Button, Group } from "@mantine/core";
import {
  IconCalendarOff,
  IconCalendarTime,
  IconUserPlus,
  IconUserShare,
} from "@tabler/icons-react";
import type { SessionDialog } from "~/features/sessions/components/session-dialogs";
import type { SessionSummary } from "~/lib/contract";

interface PlannerActsProps {
  session: SessionSummary;
  onOpen: (dialog: SessionDialog) => void;
}

export function PlannerActs({ session, onOpen }: PlannerActsProps) {
  const isPlanned = session.status === "SCHEDULED";
  if (!isPlanned && session.status !== "IN_PROGRESS") return null;
  return (
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<IconUserShare size={17} stroke={1.7} aria-hidden />}
        onClick={() => onOpen("substitute")}
      >
        Substitute
      </Button>
      <Button
        variant="default"
        leftSection={<IconUserPlus size={17} stroke={1.7} aria-hidden />}
        onClick={() => onOpen("walk-in")}
      >
        Add a student
      </Button>
      {isPlanned && (
        <>
          <Button
            variant="default"
            leftSection={<IconCalendarTime size={17} stroke={1.7} aria-hidden />}
            onClick={() => onOpen("reschedule")}
          >
            Move
          </Button>
          <Button
            variant="default"
            leftSection={<IconCalendarOff size={17} stroke={1.7} aria-hidden />}
            onClick={() => onOpen("cancel")}
          >
            Cancel it
          </Button>
        </>
      )}
    </Group>
  );
}
