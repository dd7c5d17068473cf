/** Tablets on which the youngest sign in by pictures: pairing the one at hand, and ending a pairing. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { DeviceRequestLimits } from "~/generated/limits";
import { dayText } from "~/lib/durations";
import { fieldError, Form } from "~/ui/form";
import { InlineProblem } from "~/ui/state-view";
import { type Tablet, usePairTablet, useUnpairTablet } from "../invitations-api";
import classes from "./people.module.css";

export function PairTablet({ centreId, centreName }: { centreId: string; centreName: string }) {
  const [label, setLabel] = useState("");
  const [isMissing, setMissing] = useState(false);
  const pair = usePairTablet();
  return (
    <Form
      submit="Pair this device"
      isSaving={pair.isPending}
      error={pair.error}
      onSubmit={() => {
        setMissing(!label.trim());
        if (!label.trim()) return;
        pair.mutate({ label: label.trim(), centreId }, { onSuccess: () => setLabel("") });
      }}
    >
      <p className={classes.quiet}>
        Do this on the tablet itself. It then belongs to {centreName}: signed out, it shows the
        youngest their pictures.
      </p>
      <TextInput
        label="Its name"
        description="Such as the number on its back"
        maxLength={DeviceRequestLimits.label.maxLength}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        error={isMissing ? "Type a name for the tablet" : fieldError(pair.error, "label")}
      />
      {pair.isSuccess && (
        <p role="status" className={classes.done}>
          This device is paired as {pair.data.label}. Sign out to see the pictures.
        </p>
      )}
    </Form>
  );
}

export function TabletLine({ tablet, centreName }: { tablet: Tablet; centreName: string }) {
  const [isAsking, setAsking] = useState(false);
  const unpair = useUnpairTablet();
  return (
    <div className={classes.line}>
      <span>
        <strong>{tablet.label}</strong>
        <small>
          {centreName}, paired on {dayText(tablet.createdAt)}
        </small>
      </span>
      {isAsking ? (
        <>
          <small>Whoever is signed in there by pictures is out at once.</small>
          <Button variant="default" onClick={() => setAsking(false)}>
            Not now
          </Button>
          <Button
            color="red"
            loading={unpair.isPending}
            aria-label={`Unpair ${tablet.label}`}
            onClick={() => unpair.mutate(tablet.id)}
          >
            Unpair
          </Button>
        </>
      ) : (
        <Button
          variant="default"
          aria-label={`Unpair ${tablet.label}…`}
          onClick={() => setAsking(true)}
        >
          Unpair…
        </Button>
      )}
      {unpair.error && <InlineProblem error={unpair.error} />}
    </div>
  );
}
