/** What is rarely needed in a session, behind one button: keys, the chime, substitute, adding a student. */
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconBell,
  IconBellOff,
  IconDoorExit,
  IconDots,
  IconKeyboard,
  IconSpeakerphone,
  IconUserPlus,
  IconUserShare,
} from "@tabler/icons-react";
import { useRef } from "react";
import { useRoomState } from "~/features/room/room-provider";
import type { Dialog } from "./centre-view";
import type { Centre } from "./use-centre";

interface SessionMenuProps {
  centre: Centre;
  /** On a phone the header's acts are in here. */
  hasHeaderActs: boolean;
}

export function SessionMenu({ centre, hasHeaderActs }: SessionMenuProps) {
  const { moves, prefs, changePrefs, mayPlan, isWatching } = centre;
  const status = useRoomState((room) => room.status);
  const isOpen = status === "SCHEDULED" || status === "IN_PROGRESS";
  const button = useRef<HTMLButtonElement>(null);
  /** From the button, not from an item that is gone when the dialog closes and gives the focus back. */
  const show = (dialog: Dialog) => {
    button.current?.focus();
    moves.showDialog(dialog);
  };
  const BellIcon = prefs.hasChime ? IconBellOff : IconBell;
  return (
    <Menu position="bottom-end" shadow="md" radius="md" width={240}>
      <Menu.Target>
        <ActionIcon
          ref={button}
          variant="default"
          size="var(--header-act)"
          radius="lg"
          aria-label="More for this session"
        >
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {hasHeaderActs && status === "IN_PROGRESS" && !isWatching && (
          <>
            <Menu.Item
              leftSection={<IconSpeakerphone size={18} stroke={1.6} />}
              onClick={() => show("tell")}
            >
              Tell everyone
            </Menu.Item>
            <Menu.Item
              leftSection={<IconDoorExit size={18} stroke={1.6} />}
              onClick={() => show("end")}
            >
              End session
            </Menu.Item>
          </>
        )}
        {mayPlan && isOpen && (
          <>
            <Menu.Item
              leftSection={<IconUserShare size={18} stroke={1.6} />}
              onClick={() => show("substitute")}
            >
              Substitute tutor
            </Menu.Item>
            <Menu.Item
              leftSection={<IconUserPlus size={18} stroke={1.6} />}
              onClick={() => show("add-student")}
            >
              Add a student
            </Menu.Item>
          </>
        )}
        <Menu.Item
          leftSection={<BellIcon size={18} stroke={1.6} />}
          onClick={() => changePrefs({ hasChime: !prefs.hasChime })}
        >
          {prefs.hasChime ? "No chime for long waits" : "Chime for long waits"}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={18} stroke={1.6} />}
          onClick={() => show("keys")}
        >
          Keys
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
