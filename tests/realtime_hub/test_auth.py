"""The gate: what it remembers, and for how long."""

import pytest

from realtime_hub.auth import Gate, Refused
from shared.events.notices import Revocation
from shared.events.values import CentreId, LoginId, RoomRole, SessionId, UserId
from shared.tickets import RoomTicket, TicketSigner, TicketVerifier
from tests.realtime_hub.room.builders import CENTRE, SESSION
from tests.realtime_hub.stage import PRIVATE_KEY, PUBLIC_KEY

pytestmark = pytest.mark.anyio
NOW = 1_800_000_000


class Door:
    """A gate with a clock to move and a list of what other replicas have seen."""

    def __init__(self) -> None:
        self.now = float(NOW)
        self.claimed: list[tuple[str, int]] = []
        self.seen_elsewhere = False
        self.gate = Gate(TicketVerifier([PUBLIC_KEY]), self.claim, lambda: self.now)
        self._signer = TicketSigner(PRIVATE_KEY)

    async def claim(self, ticket_id: str, seconds: int) -> bool:
        """Remember what was claimed."""
        self.claimed.append((ticket_id, seconds))
        return not self.seen_elsewhere

    async def knock(self, ticket_id: str = "t", issued: float = NOW) -> int | None:
        """The close code, or None for who is let in."""
        ticket = RoomTicket(
            id=ticket_id,
            user_id=UserId("u"),
            login_id=LoginId("l"),
            session_id=SESSION,
            centre_id=CENTRE,
            role=RoomRole.STUDENT,
            join_by=int(issued) + 120,
            until=int(issued) + 4000,
        )
        try:
            admitted = await self.gate.admit(SESSION, self._signer.sign(ticket))
        except Refused as refusal:
            return refusal.code
        assert admitted == ticket
        return None


async def test_a_ticket_is_claimed_until_it_could_not_join_any_more() -> None:
    """With some seconds for clocks that differ."""
    door = Door()
    assert await door.knock() is None
    assert door.claimed == [("t", 130)]


async def test_a_ticket_joins_until_its_time_and_no_second_longer() -> None:
    """4010 afterwards: whose clock is a little ahead only has to be a little quicker."""
    door = Door()
    door.now += 120
    assert await door.knock("in time") is None
    door.now += 0.1
    assert await door.knock("late") == 4010


async def test_a_ticket_that_another_replica_has_seen_is_bad() -> None:
    """4500."""
    door = Door()
    door.seen_elsewhere = True
    assert await door.knock() == 4500


async def test_thousands_of_tickets_are_forgotten_in_time_but_not_too_early() -> None:
    """The memory is swept, and a replay within the time is still noticed."""
    door = Door()
    for number in range(1500):
        assert await door.knock(f"old-{number}") is None
    door.now += 200
    for number in range(1500):
        assert await door.knock(f"new-{number}", issued=door.now) is None
    assert len(door.gate._used) < 2500
    assert await door.knock("new-0", issued=door.now) == 4500


@pytest.mark.parametrize(
    ("revocation", "code"),
    [
        (Revocation(login_id=LoginId("l"), reason="signed out"), 4504),
        (Revocation(user_id=UserId("u"), reason="deactivated"), 4504),
        (Revocation(user_id=UserId("u"), session_id=SESSION, reason="unenrolled"), 4504),
        (Revocation(user_id=UserId("u"), session_id=SessionId("other"), reason="unenrolled"), None),
        (Revocation(user_id=UserId("u"), centre_id=CENTRE, reason="role removed"), 4504),
        (Revocation(user_id=UserId("u"), centre_id=CentreId("other"), reason="role removed"), None),
        (Revocation(user_id=UserId("other"), reason="deactivated"), None),
    ],
)
async def test_tickets_from_before_a_revocation_are_worth_nothing(revocation: Revocation, code: int | None) -> None:
    """Later ones are."""
    door = Door()
    door.gate.remember(revocation)
    assert await door.knock("before", issued=NOW - 1) == code
    door.now += 10
    assert await door.knock("after", issued=door.now) is None
