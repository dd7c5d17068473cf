/** Founding a centre: with another one's settings, and its first supervisor invited. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { CentreRequestLimits } from "~/generated/limits";
import { fieldError, Form } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { type Centre, useFoundCentre } from "../api";
import classes from "./centres.module.css";

const NOTHING = { name: "", slug: "", timezone: "Europe/London", settingsFrom: "", email: "" };

/** "River Side" as "river-side", offered until an address is typed. */
const slugOf = (name: string) =>
  name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

export function FoundCentre({ centres }: { centres: readonly Centre[] }) {
  const [form, setForm] = useState(NOTHING);
  const [isTried, setTried] = useState(false);
  const found = useFoundCentre();
  const slug = form.slug || slugOf(form.name);
  const field = (name: keyof typeof NOTHING) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
  });
  const submit = () => {
    setTried(true);
    if (!form.name.trim()) return;
    const body = {
      name: form.name.trim(),
      slug,
      timezone: form.timezone.trim(),
      settingsFrom: form.settingsFrom || null,
      supervisorEmail: form.email.trim() || null,
    };
    found.mutate(body, {
      onSuccess: () => {
        setForm(NOTHING);
        setTried(false);
      },
    });
  };
  const isNameMissing = isTried && !form.name.trim();
  return (
    <Form
      submit="Found the centre"
      isSaving={found.isPending}
      error={found.error}
      onSubmit={submit}
    >
      <div className={formClasses.pair}>
        <TextInput
          label="Name"
          maxLength={CentreRequestLimits.name.maxLength}
          {...field("name")}
          error={isNameMissing ? "Type a name" : fieldError(found.error, "name")}
        />
        <TextInput
          label="Short name"
          description="Small letters, digits and hyphens"
          inputWrapperOrder={["label", "input", "description", "error"]}
          maxLength={CentreRequestLimits.slug.maxLength}
          {...field("slug")}
          value={slug}
          error={fieldError(found.error, "slug")}
        />
      </div>
      <div className={formClasses.pair}>
        <TextInput
          label="Time zone"
          list="time-zones"
          {...field("timezone")}
          error={fieldError(found.error, "timezone")}
        />
        <NativeSelect
          label="Settings as in"
          {...field("settingsFrom")}
          data={[
            { value: "", label: "The usual ones" },
            ...centres.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={fieldError(found.error, "settingsFrom")}
        />
      </div>
      <TimeZones />
      <TextInput
        label="E-mail of its first supervisor"
        description="They are invited at once, and invite everybody else"
        type="email"
        autoComplete="off"
        {...field("email")}
        error={fieldError(found.error, "supervisorEmail")}
      />
      {found.isSuccess && (
        <p role="status" className={classes.made}>
          {found.data.name} is founded.
        </p>
      )}
    </Form>
  );
}

/** Names to choose from; any other one is for the core to judge. */
function TimeZones() {
  return (
    <datalist id="time-zones">
      {Intl.supportedValuesOf("timeZone").map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  );
}
