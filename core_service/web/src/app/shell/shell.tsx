/** The frame of every staff page: sidebar on wide screens, drawer on touch, the palette over both. */
import { Drawer } from "@mantine/core";
import { useDisclosure, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Outlet, useLocation } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import { NewsToast } from "~/features/notifications/components/news-toast";
import { sessionsOfDayQuery } from "~/features/sessions/api";
import { liveSession } from "~/features/sessions/rules";
import { FootedFrame } from "~/ui/page-foot";
import { LeaveGuard } from "../leave-guard";
import { useMe } from "../signed-in";
import { type HasPage, placesFor } from "./navigation";
import { OpenMenuContext } from "./open-menu";
import { PaletteActsProvider } from "./palette-acts";
import { ShellKeys } from "./shell-keys";
import classes from "./shell.module.css";
import { Sidebar } from "./sidebar";

const DRAWER_BELOW = "(max-width: 1199px)";

interface ShellProps {
  /** A screen fills the window and scrolls inside; there the sidebar begins folded. */
  kind: "page" | "screen";
  hasPage: HasPage;
}

export function Shell({ kind, hasPage }: ShellProps) {
  const me = useMe();
  const isDrawer = useMediaQuery(DRAWER_BELOW);
  const [isOpen, menu] = useDisclosure(false);
  const [isFolded, setFolded] = useFolded(kind);
  const { pathname } = useLocation();
  const { data: today } = useQuery({
    ...sessionsOfDayQuery(),
    enabled: hasPermission(me, "SESSION_CONDUCT"),
  });
  const groups = placesFor(me, hasPage, today ? (liveSession(today.items)?.id ?? null) : null);
  useEffect(() => menu.close(), [pathname]); // eslint-disable-line react-hooks/exhaustive-deps -- closes on a change of place only

  return (
    <OpenMenuContext value={isDrawer ? menu.open : null}>
      <PaletteActsProvider>
        <div className={classes.frame} data-kind={kind}>
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
            <Sidebar groups={groups} isFolded={isFolded} onFold={setFolded} />
          )}
          <FootedFrame>
            <main id="main" className={classes.main} tabIndex={-1}>
              <Outlet context={me} />
            </main>
          </FootedFrame>
          <NewsToast />
          <LeaveGuard />
          <ShellKeys groups={groups} sessions={today?.items ?? []} />
        </div>
      </PaletteActsProvider>
    </OpenMenuContext>
  );
}

/** Folded or not is remembered on the device, for pages and for screens. */
function useFolded(kind: ShellProps["kind"]): [boolean, (isFolded: boolean) => void] {
  const [isFolded, setFolded] = useLocalStorage({
    key: `aetherlearn-menu-${kind}`,
    defaultValue: kind === "screen",
    getInitialValueInEffect: false,
  });
  return [isFolded, setFolded];
}
