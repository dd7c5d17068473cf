"""Streaks of consecutive sessions: absence without excuse ends one, an excused day keeps it (R260, UI.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core_service.attendance.rules import AttendanceStatus, attends


@dataclass(frozen=True, slots=True)
class Streaks:
    """`lengths` of the streak at each session that was attended, in their order; the one of now; the longest ever."""

    lengths: tuple[tuple[UUID, int], ...] = ()
    current: int = 0
    longest: int = 0


def streaks(marks: Iterable[tuple[UUID, AttendanceStatus]]) -> Streaks:
    """`marks` are one student's, a session's id with its status, oldest first; unmarked sessions are left out."""
    lengths: list[tuple[UUID, int]] = []
    current = longest = 0
    for session_id, status in marks:
        if attends(status):
            current += 1
            longest = max(longest, current)
            lengths.append((session_id, current))
        elif status is AttendanceStatus.ABSENT:
            current = 0
    return Streaks(tuple(lengths), current, longest)
