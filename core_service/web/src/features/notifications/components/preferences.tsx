/** By which ways one wants to be told of what; each touch saves. */
import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { DataTable } from "~/ui/data-table";
import { Loaded } from "~/ui/loaded";
import { InlineProblem } from "~/ui/state-view";
import { type Preference, preferencesQuery, useChangePreference } from "../api";
import { KIND_WORDS } from "../words";

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
          <DataTable
            caption="How you are told"
            columns={[
              { label: "Tell me of", cell: ({ kind }) => KIND_WORDS[kind] },
              {
                label: "Here",
                cell: (each) => <Way preference={each} way="inApp" onChange={change.mutate} />,
              },
              {
                label: "By e-mail",
                cell: (each) => <Way preference={each} way="email" onChange={change.mutate} />,
              },
            ]}
            rows={items}
            keyOf={({ kind }) => kind}
          />
        </>
      )}
    </Loaded>
  );
}

const WAY_WORDS = { inApp: "here", email: "by e-mail" } as const;

interface WayProps {
  preference: Preference;
  way: keyof typeof WAY_WORDS;
  onChange: (change: Preference) => void;
}

function Way({ preference, way, onChange }: WayProps) {
  return (
    <Switch
      size="md"
      aria-label={`${KIND_WORDS[preference.kind]}: ${WAY_WORDS[way]}`}
      checked={preference[way]}
      onChange={(event) => onChange({ ...preference, [way]: event.currentTarget.checked })}
    />
  );
}
