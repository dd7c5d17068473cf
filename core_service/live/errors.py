"""How the live lesson refuses."""

from datetime import datetime
from http import HTTPStatus

from core_service.access.errors import RelationMissing
from core_service.foundation.errors import Conflict, DomainError, FieldError, Forbidden, Invalid
from shared.clock import wire_time


class NoRole(RelationMissing):
    """The actor sees the session but has nothing to do with it (R283)."""

    def __init__(self) -> None:
        super().__init__("This is for the session's tutor, its students and the centre's supervisors.")


class TooEarly(Conflict):
    """The room opens 15 minutes before the planned start (REQUIREMENTS 26, Joining)."""

    code = "too_early"

    def __init__(self, join_opens_at: datetime) -> None:
        super().__init__("The room is not open yet.", joinOpensAt=wire_time(join_opens_at))


class SessionNotStarted(Conflict):
    """Before the start students send only heartbeats."""

    code = "session_not_started"

    def __init__(self) -> None:
        super().__init__("The session has not started yet.")


class SessionEnded(Conflict):
    """The lesson is over."""

    code = "session_ended"

    def __init__(self) -> None:
        super().__init__("The session has ended.")


class SessionCancelled(Conflict):
    """The lesson does not take place."""

    code = "session_cancelled"

    def __init__(self) -> None:
        super().__init__("The session was cancelled.")


class NotInSession(Invalid):
    """Whoever is named is no student of the session."""

    code = "not_in_session"

    def __init__(self) -> None:
        super().__init__(
            "This student is not enrolled in the session.", errors=[FieldError("studentId", "is not enrolled here")]
        )


class HelpRequestTaken(Conflict):
    """Somebody else was faster: only one of two who acknowledge at once goes to the student."""

    code = "help_request_taken"

    def __init__(self, by_id: object) -> None:
        super().__init__("A colleague has already taken this request.", acknowledgedById=str(by_id))


class WrongHelpStatus(Conflict):
    """A hand in this state cannot change so."""

    code = "wrong_help_status"

    def __init__(self, status: str, wanted: str) -> None:
        super().__init__(f"A request that is {status} cannot become {wanted}.", helpStatus=status)


class HandAlreadyUp(Conflict):
    """A student has at most one open request in a session."""

    code = "hand_already_up"

    def __init__(self) -> None:
        super().__init__("The student has raised a hand again since: help with that one.")


class BadRoomTicket(DomainError):
    """Forged, of another session, or of a login that has ended."""

    status = HTTPStatus.UNAUTHORIZED
    code = "bad_ticket"


class TicketExpired(DomainError):
    """Past its `until`."""

    status = HTTPStatus.UNAUTHORIZED
    code = "ticket_expired"

    def __init__(self) -> None:
        super().__init__("The ticket has run out: fetch a new one.")


class RoleChanged(Forbidden):
    """The person no longer is in this session what the ticket says."""

    code = "role_changed"

    def __init__(self) -> None:
        super().__init__("Your role in this session has changed: fetch a new ticket.")


class NotAllowed(Forbidden):
    """The role does not include the command (PROTOCOL, Client → hub)."""

    code = "not_allowed"

    def __init__(self) -> None:
        super().__init__("Your role in this session does not include that.")
