"""Which status a student has, and since when (C38)."""

from realtime_hub.room.student import Student, StudentStatus, moment
from shared.events.values import ActivityStatus, AttendanceStatus, ContentType, ExerciseType

_NEVER = float("inf")
_EXCUSES = (AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED)
_SLOW_CONTENT = (ContentType.READING, ContentType.VIDEO_LESSON)


def status_of(student: Student) -> StudentStatus:
    """The first that holds: not here, hand up, offline, quiet, finished, working, not started."""
    if not student.online and (not student.has_joined or student.attendance in _EXCUSES):
        return StudentStatus.NOT_HERE
    if student.help is not None:
        return StudentStatus.HAND_UP
    if not student.online:
        return StudentStatus.OFFLINE
    if student.is_quiet:
        return StudentStatus.QUIET
    if student.work is None or student.work.status is ActivityStatus.NOT_STARTED:
        return StudentStatus.NOT_STARTED
    return StudentStatus.FINISHED if student.work.status is ActivityStatus.COMPLETED else StudentStatus.WORKING


def is_quiet(student: Student, now: float, quiet_seconds: float) -> bool:
    """Whether there was no input for too long; of a student at another replica, that replica knows."""
    if student.is_followed:
        return student.is_quiet
    idle = now - student.input_at
    return idle >= quiet_seconds and idle >= patience_seconds(student, quiet_seconds)


def patience_seconds(student: Student, quiet_seconds: float) -> float:
    """How long without input is normal: for ever on paper, the estimated time for a reading or a video, but not for
    the exercise that follows it."""
    work = student.work
    if work is None:
        return quiet_seconds
    if work.exercise_type is ExerciseType.WORKSHEET or work.content_type is ContentType.WORKSHEET:
        return _NEVER
    if work.exercise_type is None and work.content_type in _SLOW_CONTENT:
        return max(quiet_seconds, (work.estimated_mins or 0) * 60)
    return quiet_seconds


def refresh_status(student: Student, now: float, quiet_seconds: float) -> bool:
    """Bring the status up to date; whether it changed. Quiet counts from the last input, the others from now.

    Of a student at another replica it counts from when that replica says.
    """
    student.is_quiet = is_quiet(student, now, quiet_seconds)
    status = status_of(student)
    if status is student.status:
        return False
    student.status = status
    if student.is_followed and student.told_status is not None and student.told_status[0] == status:
        student.status_since = student.told_status[1]
    else:
        student.status_since = moment(student.input_at if status is StudentStatus.QUIET else now)
    return True
