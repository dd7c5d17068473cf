/** By which ways one wants to be told of what; each touch saves. */
import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "~/ui/loaded";
import { InlineProblem } from "~/ui/state-view";
import { type Preference, preferencesQuery, useChangePreference } from "../api";
import { KIND_WORDS } from "../words";
import classes from "./notifications.module.css";

export function Preferences() {
  const query = useQuery(preferencesQuery);
  const change = useChangePreference();
  return (
    <Loaded
      query={query}
      loading="Loading how you are told"
      failed="How you are told could not be loaded"
    >
      {({ items }) => (
        <>
          {change.error && (
            <InlineProblem
              error={change.error}
              onRetry={() => change.variables && change.mutate(change.variables)}
            />
          )}
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Tell me of</th>
                <th scope="col">Here</th>
                <th scope="col">By e-mail</th>
              </tr>
            </thead>
            <tbody>
              {items.map((each) => (
                <PreferenceRow key={each.kind} preference={each} onChange={change.mutate} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </Loaded>
  );
}

interface PreferenceRowProps {
  preference: Preference;
  onChange: (change: Preference) => void;
}

function PreferenceRow({ preference, onChange }: PreferenceRowProps) {
  const words = KIND_WORDS[preference.kind];
  return (
    <tr>
      <th scope="row">{words}</th>
      <td>
        <Switch
          size="md"
          aria-label={`${words}: here`}
          checked={preference.inApp}
          onChange={(event) => onChange({ ...preference, inApp: event.currentTarget.checked })}
        />
      </td>
      <td>
        <Switch
          size="md"
          aria-label={`${words}: by e-mail`}
          checked={preference.email}
          onChange={(event) => onChange({ ...preference, email: event.currentTarget.checked })}
        />
      </td>
    </tr>
  );
}
