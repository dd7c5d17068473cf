/** The bar of a student's start page: the way home, and their own account. */
import { Menu, useMantineColorScheme } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconHome,
  IconLogout,
  IconMoon,
  IconSchool,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { Link, NavLink, useNavigate } from "react-router";
import { useLogout } from "~/features/identity/api";
import { Portrait } from "~/ui/portrait";
import { useMe } from "../signed-in";
import classes from "./student-home-header.module.css";

export function StudentHeader() {
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.mark} aria-label="AetherLearn, to your start page">
        <IconSchool size={28} stroke={1.75} aria-hidden />
      </Link>
      <nav aria-label="Main" className={classes.tabs}>
        <NavLink to="/dashboard/student" end>
          <IconHome size={24} stroke={1.7} aria-hidden />
          Home
        </NavLink>
      </nav>
      <AccountMenu />
    </header>
  );
}

const SCHEMES = [
  { scheme: "light", label: "Light", Icon: IconSun },
  { scheme: "dark", label: "Dark", Icon: IconMoon },
  { scheme: "auto", label: "As this device", Icon: IconDeviceDesktop },
] as const;

function AccountMenu() {
  const { user } = useMe();
  const logout = useLogout();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = () => logout.mutate(undefined, { onSuccess: () => void navigate("/login") });
  return (
    <Menu position="bottom-end" shadow="md" width={240} radius="lg">
      <Menu.Target>
        <button type="button" className={classes.account} aria-label={`${user.name}: your account`}>
          <Portrait person={user} size={48} />
          <strong>{user.name.split(" ")[0]}</strong>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Colours</Menu.Label>
        {SCHEMES.map(({ scheme, label, Icon }) => (
          <Menu.Item
            key={scheme}
            className={classes.item}
            leftSection={<Icon size={22} stroke={1.6} />}
            aria-current={colorScheme === scheme}
            onClick={() => setColorScheme(scheme)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          className={classes.item}
          component={Link}
          to="/dashboard/profile"
          leftSection={<IconUser size={22} stroke={1.6} />}
        >
          Your account
        </Menu.Item>
        <Menu.Item
          className={classes.item}
          leftSection={<IconLogout size={22} stroke={1.6} />}
          onClick={signOut}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
