/** Who is invited, how that stands, and inviting more. */
import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { INVITATION_WORDS, InvitationLine } from "~/features/identity/components/invitation-list";
import { InvitePeople } from "~/features/identity/components/invite-people";
import classes from "~/features/identity/components/people.module.css";
import { grantableRoles, mayGrant } from "~/features/identity/granting";
import { type InvitationStatus, invitationsQuery } from "~/features/identity/invitations-api";
import { MoreOf } from "~/ui/more-of";
import { Card } from "~/ui/page";
import { useMe } from "../../signed-in";
import { useCentre, useSearchChange } from "../centre-choice";

const STATES = Object.entries(INVITATION_WORDS) as [InvitationStatus, string][];

export function InvitationsTab() {
  const me = useMe();
  const centre = useCentre();
  const [search] = useSearchParams();
  const change = useSearchChange();
  const state = STATES.find(([each]) => each === search.get("state"))?.[0] ?? null;
  const query = useInfiniteQuery(invitationsQuery(state));
  const nameOf = (centreId: string | null) =>
    me.centres.find(({ id }) => id === centreId)?.name ?? "all centres";
  return (
    <div className={classes.columns}>
      {centre && (
        <Card title={`Invite to ${centre.name}`} id="invite">
          <InvitePeople
            key={centre.id}
            centreId={centre.id}
            roles={grantableRoles(me, centre.id)}
            centres={me.centres.filter(({ id }) => mayGrant(me, "PARENT", id))}
          />
        </Card>
      )}
      <Card
        title="Invitations"
        aside={
          <NativeSelect
            aria-label="How they stand"
            value={state ?? ""}
            onChange={(event) => change({ state: event.currentTarget.value })}
            data={[
              { value: "", label: "All" },
              ...STATES.map(([value, label]) => ({ value, label })),
            ]}
          />
        }
      >
        <MoreOf
          query={query}
          what="invitations"
          empty="Who is invited stands here until they join."
        >
          {(invitation) => (
            <InvitationLine
              key={invitation.id}
              invitation={invitation}
              centreName={nameOf(invitation.centreId)}
              mayAct={mayGrant(me, invitation.role, invitation.centreId)}
            />
          )}
        </MoreOf>
      </Card>
    </div>
  );
}
