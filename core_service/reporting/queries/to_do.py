"""What a tutor still has to do: marks, notes, catch-ups to follow, work that waits, advice (R110, UI 7)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.assessment.models import ProgressRecommendation
from core_service.assessment.rules.states import RecommendationKind, RecommendationStatus
from core_service.attendance.queries.catch_ups import CatchUpView, catch_ups_due
from core_service.catalogue.models import Course
from core_service.identity.models import AppUser
from core_service.reporting.queries.teaching import students_taught
from core_service.reporting.rules.days import Presence, unmarked, without_parent_note
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import Person, persons
from core_service.sessions.queries.teaching import teaches
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus

_TAUGHT_SINCE, _TAUGHT_UNTIL = timedelta(days=28), timedelta(days=14)
_MOST_CATCH_UPS, _MOST_ADVICE = 100, 20


@dataclass(frozen=True, slots=True)
class SessionTask:
    """A session that asks for something, for these students."""

    session: TutoringSession
    students: Sequence[Person]

    @property
    def count(self) -> int:
        """How many students."""
        return len(self.students)


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """Work that waits for an assessor; `may_mark`: the tutor is one, and all of their centres' is counted."""

    count: int
    oldest_submitted_at: datetime | None
    may_mark: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """An open recommendation about a student of the tutor's."""

    id: UUID
    student_id: UUID
    student_name: str
    course_name: str
    kind: RecommendationKind
    from_level: int | None
    to_level: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """All that is pending; lists are in the order in which to do them."""

    unmarked_attendance: Sequence[SessionTask]
    notes_to_write: Sequence[SessionTask]
    catch_ups_overdue: Sequence[CatchUpView]
    catch_ups_due_today: Sequence[CatchUpView]
    waiting_work: WaitingWork
    recommendations: Sequence[Advice]


def to_do(
    db: Session,
    actor: Actor,
    past: Sequence[TutoringSession],
    students: Mapping[UUID, Sequence[Presence]],
    *,
    end_of_day: datetime,
    now: datetime,
) -> ToDo:
    """`past` are begun sessions of the last days with their `students`; six statements."""
    own = students_taught(actor.user_id, since=now - _TAUGHT_SINCE, until=now + _TAUGHT_UNTIL)
    due = catch_ups_due(db, own, before=end_of_day, now=now, limit=_MOST_CATCH_UPS)
    people = persons(db, [student.student_id for each in past for student in students[each.id]])
    ended = [each for each in past if each.status is SessionStatus.COMPLETED]
    return ToDo(
        unmarked_attendance=session_tasks(past, students, unmarked, people),
        notes_to_write=session_tasks(ended, students, without_parent_note, people),
        catch_ups_overdue=[each for each in due if each.package.due_at <= now],
        catch_ups_due_today=[each for each in due if each.package.due_at > now],
        waiting_work=_waiting_work(db, actor),
        recommendations=_advice(db, own),
    )


def session_tasks(
    sessions: Sequence[TutoringSession],
    students: Mapping[UUID, Sequence[Presence]],
    asked: Callable[[Sequence[Presence]], list[UUID]],
    people: Mapping[UUID, Person],
) -> list[SessionTask]:
    """The sessions in which something is asked for at least one student."""
    tasks = (SessionTask(each, [people[id] for id in asked(students[each.id]) if id in people]) for each in sessions)
    return [task for task in tasks if task.students]


def _waiting_work(db: Session, actor: Actor) -> WaitingWork:
    """What the tutor may mark, else what their own sessions have brought."""
    marked = actor.centres_with(Permission.ASSESSMENT_REVIEW)
    attempt = ExerciseAttempt
    found = sa.select(sa.func.count(), sa.func.min(attempt.submitted_at)).where(
        attempt.status == AttemptStatus.UNDER_REVIEW
    )
    if marked:
        found = found.where(attempt.centre_id.in_(marked))
    else:
        place = StudentSessionEnrollment
        found = (
            found.select_from(attempt)
            .join(place, place.id == attempt.session_enrollment_id)
            .join(TutoringSession, TutoringSession.id == place.session_id)
            .where(teaches(actor.user_id))
        )
    count, oldest = db.execute(found).one()
    return WaitingWork(count, oldest, bool(marked))


def _advice(db: Session, students: sa.Select[UUID]) -> list[Advice]:
    advice = ProgressRecommendation
    found = (
        sa.select(
            advice.id,
            advice.student_id,
            AppUser.name,
            Course.name,
            advice.kind,
            advice.from_level,
            advice.to_level,
            advice.words,
        )
        .join(AppUser, AppUser.id == advice.student_id)
        .join(Course, Course.id == advice.course_id)
        .where(advice.status == RecommendationStatus.OPEN, advice.student_id.in_(students))
        .order_by(advice.created_at, advice.id)
        .limit(_MOST_ADVICE)
    )
    return [Advice(*row) for row in db.execute(found)]
