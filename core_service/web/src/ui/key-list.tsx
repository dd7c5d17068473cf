/** A list of keys with what they do, under the switch that puts single keys to sleep (WCAG 2.1.4). */
import { Switch } from "@mantine/core";
import { KeyHint } from "./key-hint";
import classes from "./key-list.module.css";
import { useSingleKeys } from "./single-keys";

export function KeyList({ keys }: { keys: readonly (readonly [string, string])[] }) {
  const [areKeysOn, setKeysOn] = useSingleKeys();
  return (
    <>
      <Switch
        label="Single keys work on this device"
        checked={areKeysOn}
        onChange={(event) => setKeysOn(event.currentTarget.checked)}
      />
      <dl className={classes.keys}>
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <KeyHint>{key}</KeyHint>
              <span className="visually-hidden">{key}</span>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
