"""What attendance can say of a student, and what follows from it for the booking (R023, C05)."""

from enum import StrEnum

from core_service.sessions.rules import EnrollmentStatus


class AttendanceStatus(StrEnum):
    """A student's presence in one session (R023)."""

    PRESENT = "PRESENT"
    LATE = "LATE"
    ABSENT = "ABSENT"
    EXCUSED = "EXCUSED"


ALIASES = {"ATTENDING": AttendanceStatus.PRESENT}
"""Older words that are accepted for a status (C05)."""


def attendance_status(word: str) -> AttendanceStatus:
    """The status that a word or its alias names; raises ValueError for any other word."""
    return ALIASES.get(word) or AttendanceStatus(word)


def enrollment_status(status: AttendanceStatus | None) -> EnrollmentStatus:
    """What the booking shows: PRESENT and LATE attend, ABSENT and EXCUSED do not, unmarked stays enrolled."""
    match status:
        case AttendanceStatus.PRESENT | AttendanceStatus.LATE:
            return EnrollmentStatus.ATTENDING
        case AttendanceStatus.ABSENT | AttendanceStatus.EXCUSED:
            return EnrollmentStatus.ABSENT
        case None:
            return EnrollmentStatus.ENROLLED
