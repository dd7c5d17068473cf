/** API tokens in lines with their revoking, and making one, whose text is shown this once. */
import { Button, Checkbox, CopyButton, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { TokenRequestLimits } from "~/generated/limits";
import type { Me, Permission } from "~/lib/contract";
import { dayText } from "~/lib/durations";
import { permissionLabel, permissionList } from "~/lib/permission-words";
import { asProblem } from "~/lib/problem";
import { fieldError, Form } from "~/ui/form";
import { MoreOf } from "~/ui/more-of";
import { InlineProblem } from "~/ui/state-view";
import warning from "~/ui/warning.module.css";
import { type ApiToken, tokensQuery, useMakeToken, useRevokeToken } from "../tokens-api";
import classes from "./people.module.css";

/** One's own where no centre is named. */
export function TokenList({ centreId }: { centreId: string | null }) {
  const query = useInfiniteQuery(tokensQuery(centreId));
  return (
    <MoreOf query={query} what="tokens" empty="A token lets a program act for a person.">
      {(token) => <TokenLine key={token.id} token={token} />}
    </MoreOf>
  );
}

function TokenLine({ token }: { token: ApiToken }) {
  const revoke = useRevokeToken();
  const used = token.lastUsedAt ? `last used on ${dayText(token.lastUsedAt)}` : "never used";
  const until = token.expiresAt ? `, holds until ${dayText(token.expiresAt)}` : "";
  return (
    <div className={classes.line}>
      <span>
        <strong>{token.label}</strong>
        <small>
          {used}
          {until}. It may {permissionList(token.permissions)}.
        </small>
      </span>
      <Button
        variant="default"
        aria-label={`Revoke ${token.label}`}
        loading={revoke.isPending}
        onClick={() => revoke.mutate(token.id)}
      >
        Revoke
      </Button>
      {revoke.error && <InlineProblem error={revoke.error} />}
    </div>
  );
}

export function MakeToken({ me }: { me: Me }) {
  const [centreId, setCentreId] = useState(me.centres[0]?.id ?? "");
  const [label, setLabel] = useState("");
  const [chosen, setChosen] = useState<Permission[]>([]);
  const [isTried, setTried] = useState(false);
  const make = useMakeToken();
  const held = heldIn(me, centreId);
  const permissions = chosen.filter((each) => held.includes(each));
  const submit = () => {
    setTried(true);
    if (!label.trim() || permissions.length === 0) return;
    const body = { label: label.trim(), centreId, permissions };
    make.mutate(body, {
      onSuccess: () => {
        setLabel("");
        setChosen([]);
        setTried(false);
      },
    });
  };
  const said = make.error ? asProblem(make.error) : null;
  const atPermissions = said?.fieldErrors.find(({ path }) => path.startsWith("permissions"));
  return (
    <Form submit="Make a token" isSaving={make.isPending} error={make.error} onSubmit={submit}>
      <TextInput
        label="What it is for"
        maxLength={TokenRequestLimits.label.maxLength}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        error={isTried && !label.trim() ? "Type what it is for" : fieldError(make.error, "label")}
      />
      {me.centres.length > 1 && (
        <NativeSelect
          label="Where it acts"
          value={centreId}
          onChange={(event) => setCentreId(event.currentTarget.value)}
          data={me.centres.map(({ id, name }) => ({ value: id, label: name }))}
          error={fieldError(make.error, "centreId")}
        />
      )}
      <Checkbox.Group
        label="What it may do"
        description="No more than you may. It holds for ninety days."
        value={permissions}
        onChange={(values) => setChosen(held.filter((each) => values.includes(each)))}
        error={
          isTried && permissions.length === 0
            ? "Choose at least one"
            : atPermissions && `One of them ${atPermissions.message}`
        }
      >
        <div className={classes.filters}>
          {held.map((each) => (
            <Checkbox key={each} mt="xs" value={each} label={permissionLabel(each)} />
          ))}
        </div>
      </Checkbox.Group>
      {make.data?.token && <MadeToken text={make.data.token} />}
    </Form>
  );
}

/** What one may do in a centre, in the order of the core; a role of head office holds in each. */
function heldIn(me: Me, centreId: string): Permission[] {
  const there = me.permissions.filter((each) => each.centreId === centreId || !each.centreId);
  return [...new Set(there.flatMap(({ permissions }) => permissions))];
}

function MadeToken({ text }: { text: string }) {
  return (
    <div className={warning.warning} role="status">
      <p>Copy it now: it is shown this once, and nobody can read it again.</p>
      <p className={classes.token}>
        <code>{text}</code>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </p>
    </div>
  );
}
