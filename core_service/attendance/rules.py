"""What attendance can say of a student, and what follows from it for the booking (R023, C05)."""

from core_service.sessions.rules import EnrollmentStatus
from shared.events.values import AttendanceStatus as AttendanceStatus


def enrollment_status(status: AttendanceStatus | None) -> EnrollmentStatus:
    """What the booking shows: PRESENT and LATE attend, ABSENT and EXCUSED do not, unmarked stays enrolled."""
    match status:
        case AttendanceStatus.PRESENT | AttendanceStatus.LATE:
            return EnrollmentStatus.ATTENDING
        case AttendanceStatus.ABSENT | AttendanceStatus.EXCUSED:
            return EnrollmentStatus.ABSENT
        case None:
            return EnrollmentStatus.ENROLLED
