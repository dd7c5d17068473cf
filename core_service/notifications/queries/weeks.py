"""What a parent's weekly letter tells of each child at each centre, in a fixed number of statements."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.attendance.models import AttendanceRecord, CatchUpPackage
from core_service.attendance.queries.packages import progress_of
from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.catch_ups import CatchUpState, Progress, state_of
from core_service.catalogue.models import Course
from core_service.centres.models import Centre
from core_service.identity.models import AppUser, GuardianLink, UserRole
from core_service.learners.models import AcademicProfileLog
from core_service.learners.rules import ProfileMetric
from core_service.notifications.rules.times import moment_in_words
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.tries import GRADED_STATES

Place = tuple[UUID, UUID]
"""A centre's and a student's id."""

_SETTLED = frozenset({CatchUpState.DONE, CatchUpState.EXCUSED})


@dataclass(slots=True)
class ChildWeek:
    """One child's week at one centre."""

    name: str
    centre: str
    marks: Counter[AttendanceStatus] = field(default_factory=Counter)
    exercises: int = 0
    levels: list[tuple[str, int]] = field(default_factory=list)
    """Courses and the levels at which the child works since this week."""
    catch_ups: int = 0
    next_lesson: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        told = (self.marks, self.exercises, self.levels, self.catch_ups, self.next_lesson)
        return not any(told)


def parent_centres(db: Session, guardian_id: UUID) -> Sequence[UUID]:
    """The active centres in which somebody is a parent, in the order of their ids; seen as that person."""
    found = (
        sa.select(UserRole.centre_id)
        .join(Centre, Centre.id == UserRole.centre_id)
        .where(UserRole.user_id == guardian_id, UserRole.role == Role.PARENT, UserRole.is_active, Centre.is_active)
    )
    return db.scalars(found.order_by(UserRole.centre_id)).all()


def first_centre_with_child(db: Session, guardian_id: UUID, centre_ids: Collection[UUID]) -> UUID | None:
    """Of these, by their ids: only where a child is linked is a parent's week promised at all."""
    link = GuardianLink
    found = sa.select(link.centre_id).where(link.guardian_id == guardian_id, link.centre_id.in_(list(centre_ids)))
    return db.scalars(found.order_by(link.centre_id).limit(1)).one_or_none()


def weeks_of_children(db: Session, guardian_id: UUID, *, until: datetime) -> Mapping[Place, ChildWeek]:
    """Each child's last seven days, at each centre in the scope, by name and centre."""
    linked = (
        sa.select(GuardianLink.centre_id, GuardianLink.student_id, AppUser.name, Centre.name, Centre.timezone)
        .join(AppUser, AppUser.id == GuardianLink.student_id)
        .join(Centre, Centre.id == GuardianLink.centre_id)
        .where(GuardianLink.guardian_id == guardian_id, AppUser.is_active, Centre.is_active)
        .order_by(AppUser.name, Centre.name)
    )
    rows = db.execute(linked).all()
    weeks = {(centre_id, student_id): ChildWeek(name, centre) for centre_id, student_id, name, centre, _ in rows}
    zones = {centre_id: ZoneInfo(timezone) for centre_id, _, _, _, timezone in rows}
    since, students = until - timedelta(days=7), {student_id for _, student_id in weeks}
    _add_marks(db, weeks, students, since, until)
    _add_exercises(db, weeks, students, since, until)
    _add_levels(db, weeks, students, since, until)
    _add_catch_ups(db, weeks, students, until)
    _add_next_lessons(db, weeks, students, zones, until)
    return weeks


def _add_marks(
    db: Session, weeks: dict[Place, ChildWeek], students: Collection[UUID], since: datetime, until: datetime
) -> None:
    mark, session = AttendanceRecord, TutoringSession
    found = (
        sa.select(mark.centre_id, mark.student_id, mark.status, sa.func.count())
        .join(session, session.id == mark.session_id)
        .where(mark.student_id.in_(students), session.scheduled_start.between(since, until))
        .group_by(mark.centre_id, mark.student_id, mark.status)
    )
    for centre_id, student_id, status, number in db.execute(found):
        if (centre_id, student_id) in weeks:
            weeks[centre_id, student_id].marks[status] = number


def _add_exercises(
    db: Session, weeks: dict[Place, ChildWeek], students: Collection[UUID], since: datetime, until: datetime
) -> None:
    attempt = ExerciseAttempt
    found = (
        sa.select(attempt.centre_id, attempt.student_id, sa.func.count(attempt.exercise_id.distinct()))
        .where(
            attempt.student_id.in_(students),
            attempt.status.in_(GRADED_STATES),
            attempt.submitted_at.between(since, until),
        )
        .group_by(attempt.centre_id, attempt.student_id)
    )
    for centre_id, student_id, number in db.execute(found):
        if (centre_id, student_id) in weeks:
            weeks[centre_id, student_id].exercises = number


def _add_levels(
    db: Session, weeks: dict[Place, ChildWeek], students: Collection[UUID], since: datetime, until: datetime
) -> None:
    entry = AcademicProfileLog
    found = (
        sa.select(entry.centre_id, entry.student_id, Course.name, entry.new_value)
        .join(Course, Course.id == entry.course_id)
        .where(
            entry.student_id.in_(students),
            entry.metric == ProfileMetric.LEVEL,
            entry.created_at.between(since, until),
        )
        .order_by(entry.created_at, entry.id)
    )
    newest: defaultdict[Place, dict[str, int]] = defaultdict(dict)
    for centre_id, student_id, course, level in db.execute(found):
        newest[centre_id, student_id][course] = int(level)
    for place, levels in newest.items():
        if place in weeks:
            weeks[place].levels = sorted(levels.items())


def _add_catch_ups(db: Session, weeks: dict[Place, ChildWeek], students: Collection[UUID], until: datetime) -> None:
    packages = db.scalars(sa.select(CatchUpPackage).where(CatchUpPackage.student_id.in_(students))).all()
    progress = progress_of(db, [each.id for each in packages])
    for each in packages:
        state = state_of(each.decision, progress.get(each.id, Progress()), each.due_at, until)
        if state not in _SETTLED and (each.centre_id, each.student_id) in weeks:
            weeks[each.centre_id, each.student_id].catch_ups += 1


def _add_next_lessons(
    db: Session,
    weeks: dict[Place, ChildWeek],
    students: Collection[UUID],
    zones: Mapping[UUID, ZoneInfo],
    until: datetime,
) -> None:
    place, session = StudentSessionEnrollment, TutoringSession
    found = (
        sa.select(place.centre_id, place.student_id, sa.func.min(session.scheduled_start))
        .join(session, session.id == place.session_id)
        .where(
            place.student_id.in_(students),
            place.is_taken,
            session.status == SessionStatus.SCHEDULED,
            session.scheduled_start > until,
        )
        .group_by(place.centre_id, place.student_id)
    )
    for centre_id, student_id, start in db.execute(found):
        if (centre_id, student_id) in weeks:
            weeks[centre_id, student_id].next_lesson = moment_in_words(start, zones[centre_id])
