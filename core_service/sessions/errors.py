"""How sessions refuse."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from core_service.foundation.errors import Conflict, DomainError
from core_service.foundation.wording import counted
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
        super().__init__(
            f"The session takes {counted(max_capacity, 'student')} at most.",
            maxCapacity=max_capacity,
        )


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


class NothingOffered(Conflict):
    """No place is kept for the student, or not any more."""

    code = "nothing_offered"

    def __init__(self) -> None:
        super().__init__("No place is being kept: it was not offered yet, or the offer has ended.")


class NothingMissed(Conflict):
    """Only a place whose student was absent or excused can be made up for."""

    code = "nothing_missed"

    def __init__(self) -> None:
        super().__init__("The student was not absent in that place.")


class AlreadyMadeUp(Conflict):
    """The missed place has been given another one already."""

    code = "already_made_up"

    def __init__(self, session_id: str) -> None:
        super().__init__("The missed place is being made up for already.", sessionId=session_id)


class RoomInUse(Conflict):
    """Lessons are planned in the room."""

    code = "room_in_use"

    def __init__(self, collisions: Sequence[Mapping[str, str]]) -> None:
        super().__init__("Lessons are planned in this room: move them first.", collisions=list(collisions))


class TimetableConflicts(Conflict):
    """Some of the lessons cannot be planned as they were wished; nothing was planned."""

    code = "timetable_conflicts"

    def __init__(self, problems: Sequence[Mapping[str, object]]) -> None:
        super().__init__("Some of it does not fit into the timetable; nothing was planned.", problems=list(problems))


class AlreadyBooked(Conflict):
    """Another standing booking of the student for the course holds on one of these days."""

    code = "already_booked"

    def __init__(self) -> None:
        super().__init__("The student has a standing booking for this course on some of these days already.")
