/** The button that opens the menu where the sidebar is a drawer. */
import { ActionIcon } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { createContext, use } from "react";

/** Null where the sidebar stands open anyway. */
export const OpenMenuContext = createContext<(() => void) | null>(null);

export function MenuButton() {
  const openMenu = use(OpenMenuContext);
  if (openMenu === null) return null;
  return (
    <ActionIcon variant="default" size={44} radius="md" onClick={openMenu} aria-label="Menu">
      <IconMenu2 size={20} />
    </ActionIcon>
  );
}
