/** What the link of an invitation opens. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { meQuery } from "~/features/identity/api";
import { FrontDoor } from "~/features/identity/components/front-door";
import { InvitationForm } from "~/features/identity/components/invitation-form";
import { offerQuery } from "~/features/identity/front-door-api";
import { asProblem } from "~/lib/problem";
import { ErrorView, LoadingView } from "~/ui/state-view";

export function Component() {
  const { token = "" } = useParams();
  const offer = useQuery(offerQuery(token));
  const { data: me, isPending } = useQuery(meQuery);
  const navigate = useNavigate();
  if (offer.isPending || isPending) return <LoadingView label="Opening the invitation" />;
  if (offer.error) {
    const problem = asProblem(offer.error);
    if (problem.isTemporary) {
      return (
        <ErrorView
          heading="h1"
          error={problem}
          title="The invitation could not be opened"
          onRetry={() => void offer.refetch()}
        />
      );
    }
    return (
      <FrontDoor title="This invitation does not hold any more">
        <p>Ask whoever invited you for a new one. Invitations work once and end after a while.</p>
        <Link to="/login">Sign in</Link>
      </FrontDoor>
    );
  }
  const home = () => void navigate("/");
  return <InvitationForm token={token} offer={offer.data} me={me ?? null} onJoined={home} />;
}
