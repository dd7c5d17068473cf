"""How sessions refuse."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from core_service.foundation.errors import Conflict, DomainError
from core_service.sessions.rules import Booking, SessionStatus


class DoubleBooked(Conflict):
    """The tutor, the room or a student is already promised to another session at that time (R146)."""

    code = "double_booked"

    def __init__(self, who: str, collisions: Sequence[Booking]) -> None:
        first = collisions[0]
        super().__init__(
            f"{who} is already booked for {first.name} at that time.",
            collisions=[
                {
                    "sessionId": each.session_id,
                    "name": each.name,
                    "start": _text(each.starts_at),
                    "end": _text(each.ends_at),
                }
                for each in collisions
            ],
        )


class SessionFull(Conflict):
    """More students than the session takes (C01: students count, not enrolments)."""

    code = "session_full"

    def __init__(self, max_capacity: int) -> None:
        super().__init__(f"The session takes {max_capacity} students at most.", maxCapacity=max_capacity)


class WrongSessionStatus(DomainError):
    """The session is over, cancelled or not yet open."""

    status = HTTPStatus.CONFLICT
    code = "wrong_session_status"

    def __init__(self, status: SessionStatus, action: str) -> None:
        super().__init__(f"A session that is {status.value} cannot be {action}.", sessionStatus=status.value)


class AlreadyEnrolled(Conflict):
    """The student already takes this course in this session."""

    code = "already_enrolled"

    def __init__(self) -> None:
        super().__init__("The student already takes this course in this session.")


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
