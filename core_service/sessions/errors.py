"""How sessions refuse."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from core_service.foundation.errors import Conflict, DomainError
from shared.events.values import SessionStatus


class DoubleBooked(Conflict):
    """The tutor, the room or a student is already promised to another session at that time (R146)."""

    code = "double_booked"

    def __init__(self, who: str, collisions: Sequence[Mapping[str, str]]) -> None:
        super().__init__(
            f"{who} is already booked for {collisions[0]['name']} at that time.",
            collisions=list(collisions),
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
