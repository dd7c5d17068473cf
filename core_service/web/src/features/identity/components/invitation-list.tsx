/** One invitation with how it stands; it can be sent again or taken back while nobody has accepted it. */
import { Button } from "@mantine/core";
import { dayText, timeOfDay } from "~/lib/durations";
import { ROLE_WORDS } from "~/lib/role-words";
import { InlineProblem } from "~/ui/state-view";
import { type Invitation, type InvitationStatus, useInvitationAct } from "../invitations-api";
import classes from "./people.module.css";

export const INVITATION_WORDS: Readonly<Record<InvitationStatus, string>> = {
  OPEN: "Open",
  ACCEPTED: "Accepted",
  REVOKED: "Taken back",
  EXPIRED: "Run out",
};

interface InvitationLineProps {
  invitation: Invitation;
  centreName: string;
  mayAct: boolean;
}

export function InvitationLine({ invitation, centreName, mayAct }: InvitationLineProps) {
  const { id, email, role, status, studentName } = invitation;
  const whom = studentName ? `${email} for ${studentName}` : email;
  const act = useInvitationAct();
  const isOver = status === "ACCEPTED" || status === "REVOKED";
  return (
    <div className={classes.line}>
      <span>
        <strong>{email}</strong>
        <small>
          {ROLE_WORDS[role]}
          {studentName && ` of ${studentName}`}, {centreName}. {standing(invitation)}
        </small>
      </span>
      <span className={classes.state}>{INVITATION_WORDS[status]}</span>
      {mayAct && !isOver && (
        <Button
          variant="default"
          aria-label={`Send again to ${whom}`}
          loading={act.isPending && act.variables.act === "resend"}
          onClick={() => act.mutate({ id, act: "resend" })}
        >
          Send again
        </Button>
      )}
      {mayAct && status === "OPEN" && (
        <Button
          variant="default"
          aria-label={`Take back the invitation of ${whom}`}
          loading={act.isPending && act.variables.act === "revoke"}
          onClick={() => act.mutate({ id, act: "revoke" })}
        >
          Take back
        </Button>
      )}
      {act.error && <InlineProblem error={act.error} />}
    </div>
  );
}

function standing({ status, acceptedAt, sentAt, expiresAt }: Invitation): string {
  if (status === "ACCEPTED" && acceptedAt) return `Accepted on ${dayText(acceptedAt)}`;
  const sent = sentAt
    ? `Sent on ${dayText(sentAt)}, ${timeOfDay(sentAt)}`
    : "The letter goes out in a moment";
  return status === "OPEN" ? `${sent}; holds until ${dayText(expiresAt)}` : sent;
}
