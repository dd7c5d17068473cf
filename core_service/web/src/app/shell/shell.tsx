/** The frame of every staff page: sidebar on wide screens, drawer on touch. */
import { Drawer } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Outlet, useLocation } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import { sessionsOfDayQuery } from "~/features/sessions/api";
import { liveSession } from "~/features/sessions/rules";
import { useMe } from "../signed-in";
import { placesFor } from "./navigation";
import { OpenMenuContext } from "./open-menu";
import classes from "./shell.module.css";
import { Sidebar } from "./sidebar";

const DRAWER_BELOW = "(max-width: 1199px)";

export function Shell({ isFolded }: { isFolded: boolean }) {
  const me = useMe();
  const isDrawer = useMediaQuery(DRAWER_BELOW);
  const [isOpen, menu] = useDisclosure(false);
  const { pathname } = useLocation();
  const { data: today } = useQuery({
    ...sessionsOfDayQuery(),
    enabled: hasPermission(me, "SESSION_CONDUCT"),
  });
  const groups = placesFor(me, today ? (liveSession(today.items)?.id ?? null) : null);
  useEffect(() => menu.close(), [pathname]); // eslint-disable-line react-hooks/exhaustive-deps -- closes on a change of place only

  return (
    <OpenMenuContext value={isDrawer ? menu.open : null}>
      <div className={classes.frame} data-folded={isFolded}>
        <a className={classes.skip} href="#main">
          Skip to the page
        </a>
        {isDrawer ? (
          <Drawer
            opened={isOpen}
            onClose={menu.close}
            size={260}
            withCloseButton={false}
            padding={0}
            title={<span className="visually-hidden">Menu</span>}
            classNames={{ header: classes.drawerHeader, body: classes.drawerBody }}
          >
            <Sidebar groups={groups} isFolded={false} />
          </Drawer>
        ) : (
          <Sidebar groups={groups} isFolded={isFolded} />
        )}
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet context={me} />
        </main>
      </div>
    </OpenMenuContext>
  );
}
