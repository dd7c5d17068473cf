"""A child's week in sentences that a parent reads in a minute: one section per child (R250)."""

from collections.abc import Iterator, Mapping

from core_service.attendance.rules import AttendanceStatus


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
        *([f"Finished {_counted(exercises, 'exercise')}."] if exercises else []),
        *[f"Works at level {level} in {course} now." for course, level in levels],
        *([f"{_counted(catch_ups, 'catch-up')} still to do."] if catch_ups else []),
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
    yield f"Came to {came} of {_counted(total, 'session')}" + (f" ({', '.join(details)})." if details else ".")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def names_in_words(names: list[str]) -> str:
    """`Ben`, `Ben and Mia`, `Ben, Mia and Tom`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
