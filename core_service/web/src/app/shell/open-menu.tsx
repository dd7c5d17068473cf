/** Where the sidebar is a drawer: the button that opens it, and the bell that would stand in it. */
import { ActionIcon } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { createContext, use } from "react";
import { Bell } from "~/features/notifications/components/bell";
import classes from "./open-menu.module.css";

/** Null where the sidebar stands open anyway. */
export const OpenMenuContext = createContext<(() => void) | null>(null);

/** Screens that fill the window have no room for the bell: there it stands in the drawer. */
export function MenuButton({ withBell = true }: { withBell?: boolean }) {
  const openMenu = use(OpenMenuContext);
  if (openMenu === null) return null;
  return (
    <span className={classes.touch}>
      <ActionIcon variant="default" size={44} radius="md" onClick={openMenu} aria-label="Menu">
        <IconMenu2 size={20} />
      </ActionIcon>
      {withBell && <Bell isSmall size={22} />}
    </span>
  );
}
