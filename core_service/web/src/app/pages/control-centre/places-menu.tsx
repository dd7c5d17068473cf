/** In which order the places stand, changing seats, and putting the lists away. */
import { Menu } from "@mantine/core";
import { IconArmchair, IconChevronDown, IconLetterCase, IconReplace } from "@tabler/icons-react";
import type { PlaceOrder } from "~/features/room/lens";
import classes from "./places-menu.module.css";

interface PlacesMenuProps {
  order: PlaceOrder;
  onOrder: (order: PlaceOrder) => void;
  onSeating: () => void;
}

export function PlacesMenu({ order, onOrder, onSeating }: PlacesMenuProps) {
  const words = order === "seat" ? "Seats" : "Names";
  return (
    <Menu position="bottom-end" shadow="md" radius="md">
      <Menu.Target>
        <button type="button" className={classes.button} aria-label={`Places: ${words}`}>
          <IconArmchair size={17} stroke={1.75} aria-hidden />
          <span className={classes.word}>{words}</span>
          <IconChevronDown size={15} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArmchair size={18} stroke={1.6} />}
          aria-current={order === "seat"}
          onClick={() => onOrder("seat")}
        >
          By seat
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLetterCase size={18} stroke={1.6} />}
          aria-current={order === "name"}
          onClick={() => onOrder("name")}
        >
          By name
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconReplace size={18} stroke={1.6} />} onClick={onSeating}>
          Change seats
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
