"""Every report there is: its question, its rows, the figures of its chart and its sentence (UI 14)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar  # Any: a report of whatever rows

from sqlalchemy.orm import Session

from core_service.reporting.queries.report_scope import ReportScope
from core_service.reporting.queries.reports import (
    assessment_queue,
    attendance,
    demand,
    franchise,
    progress,
    seats,
    student_levels,
    tutor_outcomes,
    tutor_workload,
    waits,
)
from core_service.reporting.rules.levels import MovementCounts

MOST_ROWS = 1000
"""More than a page shows: exports hold all."""


def anybody(db: Session, scope: ReportScope) -> None:
    """Whoever holds the permission may have the report."""


Row = TypeVar("Row")
Figures = TypeVar("Figures")


@dataclass(frozen=True, slots=True)
class Report(Generic[Row, Figures]):
    """`takes` are the filters beside the centre that have a meaning in it."""

    name: str
    question: str
    row: type[Row]
    figure: type[Figures]
    takes: tuple[str, ...]
    rows: Callable[[Session, ReportScope], Iterator[Row]]
    figures: Callable[[Session, ReportScope, Sequence[Row]], Figures]
    reading: Callable[[Sequence[Row], Figures], str]
    demand: Callable[[Session, ReportScope], object] = anybody
    """Raises if the actor may not have it, beyond the permission, or something is missing."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[Row, Figures]):
    """A report for a page: at most `MOST_ROWS` of its `row_count` rows."""

    report: Report[Row, Figures]
    scope: ReportScope
    rows: Sequence[Row]
    row_count: int
    figures: Figures
    reading: str


AnyReport = Report[Any, Any]
_DAYS = ("since", "until")
_OF_SESSIONS = (*_DAYS, "tutor_id", "cohort_id")

_ALL: Sequence[AnyReport] = (
    Report(
        "student-levels",
        "Is the child moving?",
        student_levels.LevelStep,
        student_levels.StudentLevels,
        ("student_id", "course_id", "until"),
        student_levels.level_steps,
        student_levels.student_levels,
        student_levels.reading,
        student_levels.demand_student,
    ),
    Report(
        "progress",
        "Who progresses, who stalls?",
        progress.Progress,
        MovementCounts,
        ("student_id", "course_id", "cohort_id"),
        progress.progress_rows,
        progress.counts,
        progress.reading,
    ),
    Report(
        "tutor-workload",
        "What do tutors carry?",
        tutor_workload.TutorWeek,
        tutor_workload.Workload,
        (*_DAYS, "tutor_id"),
        tutor_workload.tutor_weeks,
        tutor_workload.workload,
        tutor_workload.reading,
    ),
    Report(
        "tutor-outcomes",
        "What comes of each tutor's sessions?",
        tutor_outcomes.TutorOutcome,
        tutor_outcomes.Outcomes,
        (*_DAYS, "tutor_id"),
        tutor_outcomes.tutor_outcomes,
        tutor_outcomes.outcomes,
        tutor_outcomes.reading,
    ),
    Report(
        "seats",
        "Are the seats used?",
        seats.SeatHour,
        seats.SeatTotals,
        _OF_SESSIONS,
        seats.seat_hours,
        seats.seat_totals,
        seats.reading,
    ),
    Report(
        "demand",
        "Which courses are asked for?",
        demand.CourseRow,
        demand.Demand,
        (*_DAYS, "course_id"),
        demand.course_rows,
        demand.demand,
        demand.reading,
    ),
    Report(
        "assessment-queue",
        "Does marking keep up?",
        assessment_queue.QueueWeek,
        assessment_queue.QueueFigures,
        _DAYS,
        assessment_queue.queue_weeks,
        assessment_queue.queue_figures,
        assessment_queue.reading,
    ),
    Report(
        "attendance",
        "Do they come?",
        attendance.AttendanceWeek,
        attendance.AttendanceFigures,
        (*_OF_SESSIONS, "student_id"),
        attendance.attendance_weeks,
        attendance.attendance_figures,
        attendance.reading,
    ),
    Report(
        "waits",
        "How long do hands wait?",
        waits.Wait,
        waits.WaitFigures,
        _OF_SESSIONS,
        waits.waits,
        waits.wait_figures,
        waits.reading,
    ),
    Report(
        "franchise",
        "How do the centres stand?",
        franchise.CentreTotals,
        franchise.FranchiseTotals,
        _DAYS,
        franchise.centre_totals,
        franchise.franchise_totals,
        franchise.reading,
        franchise.demand_franchise,
    ),
)

REPORTS: Mapping[str, AnyReport] = {report.name: report for report in _ALL}
"""By the last part of their addresses."""


def answer(db: Session, report: AnyReport, scope: ReportScope) -> Answer[Any, Any]:
    """All that a page shows of it; figures and sentence are about all rows."""
    report.demand(db, scope)
    rows = list(report.rows(db, scope))
    figures = report.figures(db, scope, rows)
    shown = list(islice(rows, MOST_ROWS))
    return Answer(report, scope, shown, len(rows), figures, report.reading(rows, figures))
