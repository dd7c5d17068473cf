"""A parent's children in every centre, and how each of them gets on (R250 to R252); nobody else's child."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission, Role
from core_service.attendance.queries.catch_ups import CatchUpView, open_catch_ups_of
from core_service.attendance.rules import AttendanceStatus, attends
from core_service.centres.models import Centre
from core_service.centres.rules import settings_of
from core_service.foundation.errors import NotFound
from core_service.identity.models import AppUser, GuardianLink, UserRole
from core_service.identity.queries import age_tier_of
from core_service.identity.rules import AgeTier
from core_service.reporting.queries.coming_lessons import ComingLesson, coming_lessons
from core_service.reporting.queries.marked_work import MarkedWork, marked_work
from core_service.reporting.queries.session_cards import SessionCard, session_cards
from core_service.reporting.queries.standing import (
    ATTENDANCE_OVER,
    CourseLevel,
    Subject,
    attendance_counts,
    course_levels,
    subjects_of,
)
from core_service.reporting.rules.families import AtHome, Idea, Marked, Week, idea_for_home, sentence_of
from core_service.work.models import ExerciseAttempt

CARDS = 20
"""So many sessions at first (R252)."""

MARKED = 10
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Child:
    """A child with the centres in which this parent may look at them."""

    person: AppUser
    age_tier: AgeTier
    centres: Sequence[Centre]

    @property
    def centre_ids(self) -> list[UUID]:
        """Of the centres in which they learn."""
        return [centre.id for centre in self.centres]

    @property
    def first_name(self) -> str:
        """As a sentence calls them."""
        return self.person.name.split()[0]


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child as the parent's list shows them."""

    child: Child
    courses: Sequence[CourseLevel]
    next_session: ComingLesson | None


def children_of(db: Session, actor: Actor, *, now: datetime) -> Sequence[ChildRow]:
    """By name, in every centre, in four statements."""
    children = _children(db, actor, now=now)
    ids = [child.person.id for child in children]
    centre_ids = actor.centres_with(Permission.CHILD_VIEW)
    courses, lessons = course_levels(db, ids), _next_lessons(db, actor, ids, centre_ids, now=now, limit=1)
    return [
        ChildRow(
            child,
            [course for course in courses[child.person.id] if course.centre_id in child.centre_ids],
            next((each for each in lessons[child.person.id] if each.session.centre_id in child.centre_ids), None),
        )
        for child in children
    ]


def child_by_id(db: Session, actor: Actor, student_id: UUID, *, now: datetime) -> Child:
    """Raises NotFound for a child who is not the actor's, as for one who does not exist."""
    found = _children(db, actor, now=now, student_id=student_id)
    if not found:
        raise NotFound("child")
    return found[0]


def _children(db: Session, actor: Actor, *, now: datetime, student_id: UUID | None = None) -> list[Child]:
    """Those who learn in a centre where the actor is a parent and linked to them."""
    link = GuardianLink
    found = (
        sa.select(AppUser, Centre)
        .join(link, link.student_id == AppUser.id)
        .join(Centre, Centre.id == link.centre_id)
        .join(
            UserRole,
            sa.and_(
                UserRole.centre_id == link.centre_id,
                UserRole.user_id == link.student_id,
                UserRole.role == Role.STUDENT,
                UserRole.is_active,
            ),
        )
        .where(link.guardian_id == actor.user_id, link.centre_id.in_(actor.centres_with(Permission.CHILD_VIEW)))
        .order_by(AppUser.name, AppUser.id, Centre.name)
    )
    if student_id is not None:
        found = found.where(AppUser.id == student_id)
    centres: defaultdict[UUID, list[Centre]] = defaultdict(list)
    people: dict[UUID, AppUser] = {}
    for person, centre in db.execute(found):
        people[person.id] = person
        centres[person.id].append(centre)
    today = now.date()
    return [
        Child(each, age_tier_of(each, settings_of(centres[each.id][0].settings), today), centres[each.id])
        for each in people.values()
    ]


def _next_lessons(
    db: Session,
    actor: Actor,
    student_ids: Collection[UUID],
    centre_ids: Collection[UUID],
    *,
    now: datetime,
    limit: int,
) -> Mapping[UUID, Sequence[ComingLesson]]:
    return coming_lessons(db, student_ids, centre_ids, now=now, limit=limit, reasons_of=actor.user_id)


@dataclass(frozen=True, slots=True)
class ChildProgress:
    """A child's page; lists hold one row more than is shown where they go on."""

    child: Child
    sentence: str
    subjects: Sequence[Subject]
    sessions: Sequence[SessionCard]
    marked_work: Sequence[MarkedWork]
    coming_sessions: Sequence[ComingLesson]
    catch_ups: Sequence[CatchUpView]
    attendance: Mapping[AttendanceStatus, int]
    attendance_since: date
    """The centre's local day from which the marks are counted."""
    idea: Idea | None


def child_progress(db: Session, actor: Actor, student_id: UUID, *, now: datetime) -> ChildProgress:
    """All courses of one child in a fixed number of statements. Raises NotFound."""
    child = child_by_id(db, actor, student_id, now=now)
    centre_ids = child.centre_ids
    subjects = subjects_of(db, student_id, centre_ids)
    cards = session_cards(db, student_id, centre_ids, now=now, limit=CARDS)
    marked = marked_work(db, student_id, centre_ids, cursor=None, limit=MARKED)
    coming = _next_lessons(db, actor, [student_id], centre_ids, now=now, limit=5)[student_id]
    catch_ups = open_catch_ups_of(db, student_id, centre_ids, now=now)
    finished = _finished(db, student_id, centre_ids, since=now - _WEEK)
    local = now.astimezone(ZoneInfo(child.centres[0].timezone))
    since = local.date() - ATTENDANCE_OVER
    return ChildProgress(
        child=child,
        sentence=sentence_of(_week(child, subjects, cards, coming, finished, now=now)),
        subjects=subjects,
        sessions=cards,
        marked_work=marked,
        coming_sessions=coming,
        catch_ups=catch_ups,
        attendance=attendance_counts(db, student_id, centre_ids, since=since),
        attendance_since=since,
        idea=idea_for_home(_at_home(child, subjects, marked, catch_ups, now=now, week=local.isocalendar().week)),
    )


def _finished(db: Session, student_id: UUID, centre_ids: Collection[UUID], *, since: datetime) -> int:
    attempt = ExerciseAttempt
    found = sa.select(sa.func.count(sa.distinct(attempt.exercise_id))).where(
        attempt.student_id == student_id, attempt.centre_id.in_(centre_ids), attempt.submitted_at >= since
    )
    return db.scalar(found) or 0


def _moved_up(subjects: Sequence[Subject], *, since: datetime) -> list[str]:
    return [
        subject.course.name
        for subject in subjects
        if any(
            entry.created_at >= since and entry.previous_value is not None and entry.new_value > entry.previous_value
            for entry in subject.steps
        )
    ]


def _week(
    child: Child,
    subjects: Sequence[Subject],
    cards: Sequence[SessionCard],
    coming: Sequence[ComingLesson],
    finished: int,
    *,
    now: datetime,
) -> Week:
    recent = {card.session.id: card for card in cards if card.session.scheduled_start >= now - _WEEK}.values()
    next_day = next((lesson.session.date.strftime("%A") for lesson in coming), None)
    return Week(
        first_name=child.first_name,
        lessons_attended=sum(attends(card.attendance) for card in recent),
        lessons_missed=sum(card.attendance is AttendanceStatus.ABSENT for card in recent),
        exercises_finished=finished,
        moved_up_in=_moved_up(subjects, since=now - _WEEK),
        next_lesson_on=next_day,
    )


def _at_home(
    child: Child,
    subjects: Sequence[Subject],
    marked: Sequence[MarkedWork],
    catch_ups: Sequence[CatchUpView],
    *,
    now: datetime,
    week: int,
) -> AtHome:
    newest = [each for each in marked if each.marked_at >= now - 2 * _WEEK]
    return AtHome(
        first_name=child.first_name,
        catch_up_minutes=catch_ups[0].progress.minutes if catch_ups else None,
        moved_up_in=_moved_up(subjects, since=now - 2 * _WEEK),
        marked=[Marked(each.exercise_title, each.course.subject_area, each.share) for each in newest],
        subject_areas=[subject.course.subject_area for subject in subjects],
        week=week,
    )
