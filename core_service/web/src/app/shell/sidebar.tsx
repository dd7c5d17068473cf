/** The one sidebar: places by subject, the person at the foot. */
import { Menu, Tooltip, useMantineColorScheme } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLogout,
  IconMoon,
  IconSchool,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { useLogout } from "~/features/identity/api";
import { roleWords } from "~/features/identity/permissions";
import { Bell } from "~/features/notifications/components/bell";
import { Portrait } from "~/ui/portrait";
import { useMe } from "../signed-in";
import { type Place, type PlaceGroup, placeOf } from "./navigation";
import classes from "./sidebar.module.css";

interface SidebarProps {
  groups: PlaceGroup[];
  /** Icons alone, 60 px wide, with the words as tooltips. */
  isFolded: boolean;
  /** Absent where the sidebar is a drawer. */
  onFold?: (isFolded: boolean) => void;
}

export function Sidebar({ groups, isFolded, onFold }: SidebarProps) {
  const me = useMe();
  const current = placeOf(groups, useLocation().pathname);
  return (
    <aside className={classes.sidebar} data-folded={isFolded} aria-label="Menu">
      <Link
        to="/"
        className={classes.logo}
        aria-label={`AetherLearn ${me.centres[0]?.name ?? ""}: to your start page`}
      >
        <span className={classes.mark}>
          <IconSchool size={22} stroke={1.75} aria-hidden />
        </span>
        {!isFolded && (
          <span>
            <strong>AetherLearn</strong> <small>{me.centres[0]?.name}</small>
          </span>
        )}
      </Link>
      <nav aria-label="Main">
        {groups.map((group) => (
          <div key={group.title}>
            {!isFolded && <p aria-hidden>{group.title}</p>}
            <ul aria-label={group.title}>
              {group.places.map((place) => (
                <li key={place.path}>
                  <PlaceLink place={place} isCurrent={place.path === current} isFolded={isFolded} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={classes.foot}>
        <Bell isSmall={isFolded} />
        {onFold && <FoldButton isFolded={isFolded} onFold={onFold} />}
        <AccountMenu isFolded={isFolded} />
      </div>
    </aside>
  );
}

interface PlaceLinkProps {
  place: Place;
  isCurrent: boolean;
  isFolded: boolean;
}

/** Where one is comes into view also in a menu that is longer than the screen. */
function PlaceLink({ place, isCurrent, isFolded }: PlaceLinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <Tooltip label={place.label} position="right" disabled={!isFolded} withArrow>
      <Link
        ref={link}
        to={place.path}
        className={classes.place}
        aria-current={isCurrent ? "page" : undefined}
        aria-label={isFolded ? place.label : undefined}
      >
        <place.Icon size={20} stroke={1.6} aria-hidden />
        {!isFolded && place.label}
      </Link>
    </Tooltip>
  );
}

function FoldButton({
  isFolded,
  onFold,
}: {
  isFolded: boolean;
  onFold: (folded: boolean) => void;
}) {
  const Icon = isFolded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const words = isFolded ? "Unfold the menu" : "Fold the menu";
  return (
    <Tooltip label={words} position="right" disabled={!isFolded} withArrow>
      <button
        type="button"
        className={classes.place}
        aria-label={words}
        onClick={() => onFold(!isFolded)}
      >
        <Icon size={20} stroke={1.6} aria-hidden />
        {!isFolded && words}
      </button>
    </Tooltip>
  );
}

function AccountMenu({ isFolded }: { isFolded: boolean }) {
  const me = useMe();
  const logout = useLogout();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = () => logout.mutate(undefined, { onSuccess: () => void navigate("/login") });
  return (
    <Menu position="right-end" shadow="md" width={230} radius="lg">
      <Menu.Target>
        <button
          type="button"
          className={classes.account}
          aria-label={`${me.user.name} ${roleWords(me)}: account and colours`}
        >
          <Portrait person={me.user} size={isFolded ? 36 : 34} />
          {!isFolded && (
            <span>
              <strong>{me.user.name}</strong> <small>{roleWords(me)}</small>
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Colours</Menu.Label>
        {SCHEMES.map(({ scheme, label, Icon }) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={18} stroke={1.6} />}
            onClick={() => setColorScheme(scheme)}
            aria-current={colorScheme === scheme}
            className={classes.scheme}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/dashboard/profile"
          leftSection={<IconUser size={18} stroke={1.6} />}
        >
          Your account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.6} />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const SCHEMES = [
  { scheme: "light", label: "Light", Icon: IconSun },
  { scheme: "dark", label: "Dark", Icon: IconMoon },
  { scheme: "auto", label: "As this device", Icon: IconDeviceDesktop },
] as const;
