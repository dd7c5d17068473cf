/** A student's own account: colours, keys, signing out. */
import { Menu, useMantineColorScheme } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconKeyboardOff,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import { useLogout } from "~/features/identity/api";
import { firstName } from "~/lib/wording";
import { Portrait } from "~/ui/portrait";
import { useSingleKeys } from "~/ui/single-keys";
import { useMe } from "../signed-in";
import classes from "./account-menu.module.css";

const SCHEMES = [
  { scheme: "light", label: "Light", Icon: IconSun },
  { scheme: "dark", label: "Dark", Icon: IconMoon },
  { scheme: "auto", label: "As this device", Icon: IconDeviceDesktop },
] as const;

export function AccountMenu() {
  const { user } = useMe();
  const logout = useLogout();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [areKeysOn, setKeysOn] = useSingleKeys();
  const KeysIcon = areKeysOn ? IconKeyboard : IconKeyboardOff;
  const signOut = () => logout.mutate(undefined, { onSuccess: () => void navigate("/login") });
  return (
    <Menu position="bottom-end" shadow="md" width={240} radius="lg">
      <Menu.Target>
        <button type="button" className={classes.account} aria-label={`${user.name}: your account`}>
          <Portrait person={user} size={48} />
          <strong>{firstName(user.name)}</strong>
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
          role="menuitemcheckbox"
          aria-checked={areKeysOn}
          closeMenuOnClick={false}
          leftSection={<KeysIcon size={22} stroke={1.6} />}
          onClick={() => setKeysOn(!areKeysOn)}
        >
          {areKeysOn ? "Keys 1 to 9 choose" : "Keys 1 to 9 are off"}
        </Menu.Item>
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
