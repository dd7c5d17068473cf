/** Where one is signed in, and the way to end it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { dayText, timeOfDay } from "~/lib/durations";
import { Loaded } from "~/ui/loaded";
import { InlineProblem } from "~/ui/state-view";
import { loginsQuery, type OwnLogin, useEndLogin } from "../account-api";
import { deviceWords } from "../device-words";
import classes from "./own-logins.module.css";

export function OwnLogins() {
  const query = useQuery(loginsQuery);
  const end = useEndLogin();
  return (
    <Loaded
      query={query}
      loading="Loading where you are signed in"
      failed="Where you are signed in could not be loaded"
    >
      {({ items }) => (
        <>
          {end.error && <InlineProblem error={end.error} />}
          <ul className={classes.list}>
            {items.map((login) => (
              <LoginRow key={login.id} login={login} onEnd={() => end.mutate(login.id)} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

function LoginRow({ login, onEnd }: { login: OwnLogin; onEnd: () => void }) {
  const device = deviceWords(login.userAgent, login.onTablet);
  return (
    <li className={classes.row}>
      <span>
        <strong>{device}</strong>
        <small>
          since {dayText(login.createdAt)}, {timeOfDay(login.createdAt)}
          {login.isCurrent && ", this one"}
        </small>
      </span>
      {!login.isCurrent && (
        <Button variant="default" onClick={onEnd} aria-label={`Sign out ${device}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}
