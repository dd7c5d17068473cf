/** A student's parents: who they are, linking one who signs in already, inviting one, ending a link. */
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { dayText } from "~/lib/durations";
import { fieldError, Form } from "~/ui/form";
import { PersonSelect } from "~/ui/person-select";
import { InlineProblem } from "~/ui/state-view";
import { type Guardian, useInviteParent, useLinkGuardian, useUnlinkGuardian } from "../api";
import classes from "./students.module.css";

interface FamilyProps {
  studentId: string;
  centreId: string | null;
  guardians: readonly Guardian[];
  mayManage: boolean;
}

export function Family({ studentId, centreId, guardians, mayManage }: FamilyProps) {
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
      {mayManage && centreId && <AddParent studentId={studentId} centreId={centreId} />}
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

function AddParent({ studentId, centreId }: { studentId: string; centreId: string }) {
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
        <InviteParent studentId={studentId} centreId={centreId} />
      ) : (
        <LinkParent studentId={studentId} centreId={centreId} />
      )}
    </>
  );
}

function InviteParent({ studentId, centreId }: { studentId: string; centreId: string }) {
  const invite = useInviteParent(studentId);
  const [email, setEmail] = useState("");
  const send = () =>
    invite.mutate({ email: email.trim(), centreId }, { onSuccess: () => setEmail("") });
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
        error={fieldError(invite.error, "email")}
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

function LinkParent({ studentId, centreId }: { studentId: string; centreId: string }) {
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
