/** Inviting one person or many: rows to type or to paste, what is wrong with a row stands at it, nothing typed is lost. */
import { ActionIcon, Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Role } from "~/lib/contract";
import { asProblem } from "~/lib/problem";
import { ROLE_WORDS } from "~/lib/role-words";
import { ChildrenSelect } from "~/ui/children-select";
import { Form } from "~/ui/form";
import { useInvite } from "../invitations-api";
import {
  emptyRow,
  gapsOf,
  type InvitedRow,
  readRows,
  refusalsOf,
  requestOf,
  type RowErrors,
} from "../invited-rows";
import classes from "./people.module.css";

interface InvitePeopleProps {
  centreId: string;
  /** Those that one may give there. */
  roles: readonly Role[];
  /** Where one may invite parents. */
  centres: readonly { id: string; name: string }[];
}

export function InvitePeople({ centreId, roles, centres }: InvitePeopleProps) {
  const usual = roles.find((role) => role === "TEACHER") ?? roles[0] ?? "PARENT";
  const [rows, setRows] = useState([emptyRow(usual, centreId)]);
  const [isTried, setTried] = useState(false);
  const invite = useInvite();
  const problem = invite.error ? asProblem(invite.error) : null;
  const change = (number: number, row: InvitedRow) => {
    setRows(rows.map((each, at) => (at === number ? row : each)));
  };
  const submit = () => {
    setTried(true);
    if (rows.some((row) => Object.keys(gapsOf(row)).length > 0)) return;
    invite.mutate(requestOf(centreId, rows), {
      onSuccess: () => {
        setRows([emptyRow(usual, centreId)]);
        setTried(false);
      },
    });
  };
  const errorsOf = (row: InvitedRow, number: number): RowErrors => ({
    ...refusalsOf(problem, number, row),
    ...(isTried && gapsOf(row)),
  });
  return (
    <div className={classes.stack}>
      <Form
        submit={rows.length === 1 ? "Send the invitation" : `Send ${rows.length} invitations`}
        isSaving={invite.isPending}
        error={invite.error}
        onSubmit={submit}
      >
        <div className={classes.rows}>
          {rows.map((row, number) => (
            <InviteRow
              key={number}
              row={row}
              number={number + 1}
              roles={roles}
              centreId={centreId}
              centres={centres}
              errors={errorsOf(row, number)}
              onChange={(changed) => change(number, changed)}
              onRemove={
                rows.length > 1 ? () => setRows(rows.filter((_, at) => at !== number)) : undefined
              }
            />
          ))}
        </div>
        <div className={classes.acts}>
          <Button variant="default" onClick={() => setRows([...rows, emptyRow(usual, centreId)])}>
            Another row
          </Button>
        </div>
        {invite.isSuccess && (
          <p role="status" className={classes.done}>
            {sentWords(new Set(invite.data.items.map(({ letterId }) => letterId)).size)}
          </p>
        )}
      </Form>
      <PasteRows
        onRead={(text) => {
          const typed = rows.filter(({ email }) => email.trim());
          setRows([...typed, ...readRows(text, usual, centreId)]);
        }}
      />
    </div>
  );
}

const sentWords = (count: number) =>
  count === 1 ? "The letter goes out in a moment." : `${count} letters go out in a moment.`;

interface InviteRowProps {
  row: InvitedRow;
  number: number;
  roles: readonly Role[];
  centreId: string;
  centres: readonly { id: string; name: string }[];
  errors: RowErrors;
  onChange: (row: InvitedRow) => void;
  onRemove?: () => void;
}

function InviteRow(props: InviteRowProps) {
  const { row, number, roles, centreId, centres, errors, onChange, onRemove } = props;
  const of = number === 1 ? "" : ` ${number}`;
  return (
    <div role="group" aria-label={`Invitation ${number}`} className={classes.stack}>
      <div className={classes.pasted}>
        <TextInput
          label={`E-mail${of}`}
          type="email"
          autoComplete="off"
          value={row.email}
          error={errors.email}
          onChange={(event) => onChange({ ...row, email: event.currentTarget.value })}
        />
        <NativeSelect
          label={`Role${of}`}
          value={row.role}
          error={errors.role}
          onChange={(event) => onChange({ ...row, role: event.currentTarget.value as Role })}
          data={roles.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
        />
        {onRemove && (
          <ActionIcon
            variant="default"
            size={36}
            mt={24}
            aria-label={`Remove row ${number}`}
            onClick={onRemove}
          >
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      {row.role === "PARENT" && (
        <ChildrenSelect
          label={`Parent of${of}`}
          chosen={row.children}
          centreId={centreId}
          centres={centres}
          errors={errors.children ?? []}
          least={1}
          onChange={(children) => onChange({ ...row, children })}
        />
      )}
    </div>
  );
}

function PasteRows({ onRead }: { onRead: (text: string) => void }) {
  const [text, setText] = useState("");
  return (
    <details>
      <summary>Paste a list</summary>
      <Textarea
        label="Lines of e-mail and role"
        description="One person a line, such as ann@example.org, Tutor"
        rows={4}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        mt="sm"
        variant="default"
        onClick={() => {
          if (!text.trim()) return;
          onRead(text);
          setText("");
        }}
      >
        Read the lines
      </Button>
    </details>
  );
}
