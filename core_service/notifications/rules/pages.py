"""The pages to which notifications lead, as UI.md names them."""

from uuid import UUID

from core_service.notifications.rules.kinds import Reader


def lesson_page(reader: Reader, session_id: UUID, student_id: UUID | None) -> str:
    """Of a session, for each who reads of it."""
    match reader:
        case Reader.STUDENT:
            return f"/dashboard/student/sessions/{session_id}"
        case Reader.PARENT:
            return f"/dashboard/parent/{student_id}"
        case Reader.STAFF:
            return f"/dashboard/tutor/sessions/{session_id}"


def attendance_page(session_id: UUID) -> str:
    """Where a tutor marks who came."""
    return f"/dashboard/tutor/sessions/{session_id}/attendance"


def catch_up_page(reader: Reader, package_id: UUID, student_id: UUID) -> str:
    """Of missed work."""
    match reader:
        case Reader.STUDENT:
            return f"/dashboard/student/catchups/{package_id}"
        case Reader.PARENT:
            return f"/dashboard/parent/{student_id}"
        case Reader.STAFF:
            return "/dashboard/tutor/catchups"


def progress_page(reader: Reader, student_id: UUID) -> str:
    """How a student gets on."""
    return f"/dashboard/parent/{student_id}" if reader is Reader.PARENT else "/dashboard/student"


def thread_page(reader: Reader, student_id: UUID, thread_id: UUID) -> str:
    """What a parent and the tutors of a child write to each other."""
    if reader is Reader.PARENT:
        return f"/dashboard/parent/{student_id}/messages"
    return f"/dashboard/students/{student_id}?thread={thread_id}"


WORK_PAGE = "/dashboard/student/work"
BADGES_PAGE = "/dashboard/student/badges"
WEEK_PAGE = "/dashboard/parent"
PREFERENCES_PAGE = "/dashboard/notifications"
