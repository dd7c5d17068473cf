/** A student's parents: who they are, linking one who signs in already, inviting one, ending a link. */
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { dayText } from "~/lib/durations";
import { fieldError, Form } from "~/ui/form";
import {
  childRefusals,
  ChildrenSelect,
  CHOOSE_THE_CHILD,
  chosenChildren,
  type ChosenChild,
} from "~/ui/children-select";
import { PersonSelect } from "~/ui/person-select";
import { InlineProblem } from "~/ui/state-view";
import { type Guardian, useInviteParent, useLinkGuardian, useUnlinkGuardian } from "../api";
import classes from "./students.module.css";

interface FamilyProps {
  studentId: string;
  centreId: string | null;
  guardians: readonly Guardian[];
  mayManage: boolean;
  /** Where one may invite parents. */
  centres: readonly { id: string; name: string }[];
}

export function Family({ studentId, centreId, guardians, mayManage, centres }: FamilyProps) {
  return (
    <div className={classes.stack}>
      {guardians.length === 0 && <p className={classes.quiet}>No parent is linked yet.</p>}
      <ul className={classes.rows}>
        {guardians.map((guardian) => (
          <GuardianRow
            key={`${guardian.id} ${guardian.centreId}`}
            guardian={guardian}
            studentId={studentId}
            mayManage={mayManage}
          />
        ))}
      </ul>
      {mayManage && centreId && (
        <AddParent studentId={studentId} centreId={centreId} centres={centres} />
      )}
    </div>
  );
}

interface GuardianRowProps {
  guardian: Guardian;
  studentId: string;
  mayManage: boolean;
}

function GuardianRow({ guardian, studentId, mayManage }: GuardianRowProps) {
  const unlink = useUnlinkGuardian(studentId);
  const [isSure, setSure] = useState(false);
  const end = () => unlink.mutate({ guardianId: guardian.id, centreId: guardian.centreId });
  return (
    <li>
      <div className={classes.line}>
        <span>
          <strong>{guardian.name}</strong>
          {guardian.email && <span className={classes.quiet}> {guardian.email}</span>}
        </span>
        {mayManage && !isSure && (
          <Button
            variant="default"
            size="sm"
            onClick={() => setSure(true)}
            aria-label={`End the link to ${guardian.name}`}
          >
            End the link
          </Button>
        )}
      </div>
      {isSure && (
        <div className={classes.line}>
          <span>{guardian.name} will see nothing more of this child.</span>
          <span>
            <Button variant="default" size="sm" mr="sm" onClick={() => setSure(false)}>
              Keep it
            </Button>
            <Button color="red" size="sm" loading={unlink.isPending} onClick={end}>
              End it
            </Button>
          </span>
        </div>
      )}
      {unlink.error && <InlineProblem error={unlink.error} onRetry={end} />}
    </li>
  );
}

interface AddParentProps {
  studentId: string;
  centreId: string;
}

interface InviteParentProps extends AddParentProps {
  centres: readonly { id: string; name: string }[];
}

function AddParent({ studentId, centreId, centres }: InviteParentProps) {
  const [way, setWay] = useState("invite");
  return (
    <>
      <SegmentedControl
        aria-label="How to add a parent"
        value={way}
        onChange={setWay}
        data={[
          { value: "invite", label: "Invite a parent" },
          { value: "link", label: "Link one who is here" },
        ]}
      />
      {way === "invite" ? (
        <InviteParent studentId={studentId} centreId={centreId} centres={centres} />
      ) : (
        <LinkParent studentId={studentId} centreId={centreId} />
      )}
    </>
  );
}

function InviteParent({ studentId, centreId, centres }: InviteParentProps) {
  const invite = useInviteParent();
  const [email, setEmail] = useState("");
  const [others, setOthers] = useState<ChosenChild[]>([]);
  const [isTried, setTried] = useState(false);
  const chosen = chosenChildren(others);
  const children = [{ studentId, centreId }, ...chosen];
  const refusals = childRefusals(children.length, (field) => fieldError(invite.error, field));
  const errors = others.map((each, number) =>
    isTried && !each.studentId ? CHOOSE_THE_CHILD : refusals[number + 1],
  );
  const send = () => {
    setTried(true);
    if (chosen.length < others.length) return;
    invite.mutate(
      {
        email: email.trim(),
        centreId,
        children,
      },
      {
        onSuccess: () => {
          setEmail("");
          setOthers([]);
          setTried(false);
        },
      },
    );
  };
  return (
    <Form
      submit="Send the invitation"
      isSaving={invite.isPending}
      error={invite.error}
      onSubmit={send}
    >
      <TextInput
        label="The parent’s e-mail"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={fieldError(invite.error, "email") ?? refusals[0]}
      />
      <ChildrenSelect
        label="Also parent of"
        chosen={others}
        centreId={centreId}
        centres={centres}
        errors={errors}
        least={0}
        onChange={setOthers}
      />
      {invite.data && (
        <p role="status">
          Invited {invite.data.email}; the letter’s link works until{" "}
          {dayText(invite.data.expiresAt)}.
        </p>
      )}
    </Form>
  );
}

function LinkParent({ studentId, centreId }: AddParentProps) {
  const link = useLinkGuardian(studentId);
  const [guardianId, setGuardianId] = useState<string | null>(null);
  const send = () =>
    guardianId && link.mutate({ guardianId, centreId }, { onSuccess: () => setGuardianId(null) });
  return (
    <Form submit="Link" isSaving={link.isPending} error={link.error} onSubmit={() => void send()}>
      <PersonSelect
        label="Parent"
        kind="PARENT"
        centreId={centreId}
        value={guardianId}
        onChange={setGuardianId}
        error={fieldError(link.error, "guardianId")}
      />
    </Form>
  );
}
