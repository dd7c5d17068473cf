/** Hands that are up now, everywhere, with the time they have waited against the centre's limit. */
import type { HelpRequest } from "~/lib/contract";
import { clockText, MINUTE_MS } from "~/lib/durations";
import { controlCentrePath } from "~/lib/session-paths";
import { HeldList } from "~/ui/held-list";
import { OpenLink } from "~/ui/open-link";
import { Portrait } from "~/ui/portrait";
import { useNow } from "~/ui/use-now";
import classes from "./help-waits.module.css";

interface WaitingHandsProps {
  hands: readonly HelpRequest[];
  targetMinutes: number;
}

export function WaitingHands({ hands, targetMinutes }: WaitingHandsProps) {
  const now = useNow();
  if (hands.length === 0) return <p className={classes.none}>Nobody is waiting.</p>;
  return (
    <HeldList rows={[...hands].sort(pressing)} keyOf={({ id }) => id}>
      {(shown) => (
        <ul>
          {shown.map((hand) => {
            const waitedMs = now - Date.parse(hand.createdAt);
            const isLate = hand.status === "PENDING" && waitedMs > targetMinutes * MINUTE_MS;
            return (
              <li key={hand.id} className={classes.hand}>
                <Portrait person={{ id: hand.studentId, name: hand.studentName }} size={38} />
                <span className={classes.text}>
                  <strong>{hand.studentName}</strong>
                  <span>{handWords(hand)}</span>
                </span>
                <strong className={classes.wait} data-late={isLate || undefined}>
                  {clockText(waitedMs)}
                  {isLate && <span className="visually-hidden"> (over the limit)</span>}
                </strong>
                <OpenLink
                  to={controlCentrePath(hand.sessionId)}
                  label={`Go to ${hand.studentName}`}
                />
              </li>
            );
          })}
        </ul>
      )}
    </HeldList>
  );
}

/** Unanswered first, urgent before others, then the longest wait. */
function pressing(a: HelpRequest, b: HelpRequest): number {
  const rank = ({ status, priority }: HelpRequest) =>
    (status === "PENDING" ? 0 : 2) + (priority === "URGENT" ? 0 : 1);
  return rank(a) - rank(b) || Date.parse(a.createdAt) - Date.parse(b.createdAt);
}

function handWords({ message, status, priority }: HelpRequest): string {
  const parts = [
    priority === "URGENT" && "Urgent",
    status === "ACKNOWLEDGED" && "An adult is coming",
    message && `“${message}”`,
  ];
  return parts.filter(Boolean).join(". ") || "No words yet";
}
