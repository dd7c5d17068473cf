"""Who may join: a ticket of the core's, for this session, in time, once, of nobody revoked since."""

from collections import deque
from collections.abc import Awaitable, Callable

from shared.events.codes import CloseCode
from shared.events.notices import Revocation
from shared.events.values import SessionId
from shared.tickets import BadTicket, RoomTicket, TicketVerifier

JOIN_SECONDS = 120
"""From a ticket's issue to its `join_by` (PROTOCOL, Connecting)."""

_SKEW_SECONDS = 5
_FIRST_SWEEP = 1000

Claim = Callable[[str, int], Awaitable[bool]]
"""Whether a ticket's id is used for the first time on any replica; to be remembered for so many seconds."""


class Refused(Exception):
    """Not let in; the close code says why."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code.name)
        self.code = code


class Gate:
    """Checks tickets, and remembers ids and revocations until they could not matter any more."""

    def __init__(self, verifier: TicketVerifier, claim: Claim, now: Callable[[], float]) -> None:
        self._verifier = verifier
        self._claim = claim
        self._now = now
        self._used: dict[str, int] = {}
        self._sweep_at = _FIRST_SWEEP
        self._revoked: deque[tuple[float, Revocation]] = deque()

    async def admit(self, session_id: SessionId, text: str) -> RoomTicket:
        """The ticket; raises Refused when it is forged, another session's, used before, too old or revoked."""
        try:
            ticket = self._verifier.verify(text)
        except BadTicket:
            raise Refused(CloseCode.BAD_TICKET) from None
        if ticket.session_id != session_id:
            raise Refused(CloseCode.BAD_TICKET)
        now = self._now()
        if now > min(ticket.join_by, ticket.until):
            raise Refused(CloseCode.TICKET_EXPIRED)
        if any(_is_meant(ticket, revoked_at, revocation) for revoked_at, revocation in self._revoked):
            raise Refused(CloseCode.REMOVED)
        if not await self._is_first_use(ticket, now):
            raise Refused(CloseCode.BAD_TICKET)
        return ticket

    def remember(self, revocation: Revocation) -> None:
        """Tickets issued before this must not join any more."""
        now = self._now()
        self._revoked.append((now, revocation))
        while self._revoked[0][0] < now - JOIN_SECONDS - 2 * _SKEW_SECONDS:
            self._revoked.popleft()

    async def _is_first_use(self, ticket: RoomTicket, now: float) -> bool:
        if ticket.id in self._used:
            return False
        if len(self._used) >= self._sweep_at:
            self._used = {used: until for used, until in self._used.items() if until >= now}
            self._sweep_at = max(_FIRST_SWEEP, 2 * len(self._used))
        self._used[ticket.id] = ticket.join_by + 2 * _SKEW_SECONDS
        return await self._claim(ticket.id, max(1, int(ticket.join_by - now) + 2 * _SKEW_SECONDS))


def _is_meant(ticket: RoomTicket, revoked_at: float, revocation: Revocation) -> bool:
    if ticket.join_by - JOIN_SECONDS > revoked_at:
        return False
    if revocation.session_id not in (None, ticket.session_id) or revocation.centre_id not in (None, ticket.centre_id):
        return False
    return ticket.login_id == revocation.login_id or ticket.user_id == revocation.user_id
