/** For whoever may only read: fields that can be reached, heard and copied like any text, and nothing that changes them. */
import { createTheme, MantineThemeProvider, NativeSelect, TextInput } from "@mantine/core";
import { createContext, type ReactNode, use } from "react";

const ReadOnlyContext = createContext(false);

const readOnly = {
  defaultProps: {
    readOnly: true,
    styles: {
      input: { background: "var(--sunken)", borderColor: "var(--line)" },
      required: { display: "none" },
    },
  },
};
const readOnlyTheme = createTheme({ components: { TextInput: readOnly, Textarea: readOnly } });

interface MayOnlyReadProps {
  isReadOnly: boolean;
  children: ReactNode;
}

export function MayOnlyRead({ isReadOnly, children }: MayOnlyReadProps) {
  if (!isReadOnly) return children;
  return (
    <MantineThemeProvider theme={readOnlyTheme}>
      <ReadOnlyContext value>{children}</ReadOnlyContext>
    </MantineThemeProvider>
  );
}

export const useIsReadOnly = () => use(ReadOnlyContext);

/** What changes something: shown to whoever may. */
export function ForWriters({ children }: { children: ReactNode }) {
  return useIsReadOnly() ? null : children;
}

interface ChoiceProps {
  label?: string;
  "aria-label"?: string;
  className?: string;
  value: string;
  data: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  error?: string;
}

/** One of a few; for readers the words of what was chosen. */
export function Choice({ data, value, onChange, error, ...named }: ChoiceProps) {
  if (useIsReadOnly()) {
    return (
      <TextInput {...named} value={data.find((each) => each.value === value)?.label ?? value} />
    );
  }
  return (
    <NativeSelect
      {...named}
      value={value}
      data={[...data]}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export const asChoices = (values: readonly (string | number)[]) =>
  values.map((each) => ({ value: String(each), label: String(each) }));
