"""A child's week in sentences that a parent reads in a minute: one section per child (R250)."""

from collections.abc import Iterator, Mapping

from core_service.attendance.rules import AttendanceStatus
from core_service.foundation.wording import counted


def section(
    *,
    heading: str,
    marks: Mapping[AttendanceStatus, int],
    exercises: int,
    levels: list[tuple[str, int]],
    catch_ups: int,
    next_lesson: str | None,
) -> str:
    """A heading and a sentence for each thing that there is to tell."""
    sentences = (
        *_attendance(marks),
        *([f"Finished {counted(exercises, 'exercise')}."] if exercises else []),
        *[f"Works at level {level} in {course} now." for course, level in levels],
        *([f"{counted(catch_ups, 'catch-up')} still to do."] if catch_ups else []),
        *([f"Next session: {next_lesson}."] if next_lesson else []),
    )
    return "\n".join([heading, *sentences])


def _attendance(marks: Mapping[AttendanceStatus, int]) -> Iterator[str]:
    came = marks.get(AttendanceStatus.PRESENT, 0) + marks.get(AttendanceStatus.LATE, 0)
    total = sum(marks.values())
    if not total:
        yield "No sessions this week."
        return
    away = marks.get(AttendanceStatus.ABSENT, 0)
    excused = marks.get(AttendanceStatus.EXCUSED, 0)
    late = marks.get(AttendanceStatus.LATE, 0)
    details = [f"{late} late"] * bool(late) + [f"{away} missed"] * bool(away) + [f"{excused} excused"] * bool(excused)
    yield f"Came to {came} of {counted(total, 'session')}" + (f" ({', '.join(details)})." if details else ".")
