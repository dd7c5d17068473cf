/** One's own account: who one is here, and the password. */
import { ChangePassword } from "~/features/identity/components/change-password";
import { roleWords } from "~/features/identity/permissions";
import { Portrait } from "~/ui/portrait";
import { MenuButton } from "../shell/open-menu";
import { useMe } from "../signed-in";
import classes from "./my-day.module.css";

export function Component() {
  const me = useMe();
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <MenuButton />
        <Portrait person={me.user} size={44} />
        <h1>{me.user.name}</h1>
        <p>
          {roleWords(me)}. {me.user.email}
        </p>
      </header>
      <section className={classes.card}>
        <h2>Change your password</h2>
        <ChangePassword />
      </section>
    </div>
  );
}
