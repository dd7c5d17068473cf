"""What is told of lessons: soon, changed, called off, a waiting hand, attendance that nobody marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord
from core_service.live.models import HelpRequest
from core_service.live.rules import HelpStatus
from core_service.notifications.queries.lessons import Lesson, lesson_by_id
from core_service.notifications.queries.readers import Child, child, children, overseers, students_of, tutors_of
from core_service.notifications.rules.kinds import NotificationKind, Reader
from core_service.notifications.rules.pages import attendance_page, lesson_page
from core_service.notifications.rules.times import moment_in_words, time_in_words
from core_service.notifications.service.telling import News, tell
from core_service.sessions.models import TutoringSession, WaitlistEntry
from core_service.sessions.rules import SessionStatus
from core_service.sessions.rules.waiting import WaitlistStatus

Facts = Mapping[str, object]
"""What the templates know besides the lesson itself."""

_TIMES = frozenset({"scheduled_start", "scheduled_end", "room_id"})
_TUTORS = frozenset({"tutor_id", "substitute_tutor_id"})


def tell_of_lesson_ahead(
    db: Session, *, session_id: UUID, kind: NotificationKind, starts_at: datetime, now: datetime
) -> None:
    """A reminder, unless the lesson has been moved, begun or called off since it was promised."""
    lesson = lesson_by_id(db, session_id)
    if lesson is None or lesson.session.status is not SessionStatus.SCHEDULED:
        return
    if lesson.session.scheduled_start != starts_at or starts_at <= now:
        return
    has_parents = kind is NotificationKind.SESSION_REMINDER
    news = _of_everybody(db, lesson, kind, about=f"{session_id} {starts_at.isoformat()}", has_parents=has_parents)
    tell(db, centre_id=lesson.session.centre_id, news=news, happened_at=now, now=now)


def tell_of_change(
    db: Session, *, session_id: UUID, changed: Sequence[str], was_at: datetime, revision: int, now: datetime
) -> None:
    """Another time, room or tutor, or that it is called off; not of a lesson that is over."""
    lesson = lesson_by_id(db, session_id)
    if lesson is None or lesson.session.scheduled_end <= now:
        return
    kind = _kind_of_change(lesson.session, frozenset(changed))
    if kind is None:
        return
    was = moment_in_words(was_at, lesson.zone) if was_at != lesson.session.scheduled_start else None
    facts = {"was": was, "reason": lesson.session.cancel_reason}
    news = _of_everybody(db, lesson, kind, about=f"{session_id} {revision}", facts=facts)
    if kind is NotificationKind.TUTOR_CHANGED and lesson.session.substitute_tutor_id is not None:
        news.append(_for_staff(lesson, kind, lesson.session.tutor_id, f"{session_id} {revision}", facts))
    tell(db, centre_id=lesson.session.centre_id, news=news, happened_at=now, now=now)


def _kind_of_change(session: TutoringSession, changed: frozenset[str]) -> NotificationKind | None:
    if session.status is SessionStatus.CANCELLED:
        return NotificationKind.SESSION_CANCELLED
    if changed & _TIMES:
        return NotificationKind.SESSION_CHANGED
    return NotificationKind.TUTOR_CHANGED if changed & _TUTORS else None


def _of_everybody(
    db: Session,
    lesson: Lesson,
    kind: NotificationKind,
    *,
    about: str,
    facts: Facts | None = None,
    has_parents: bool = True,
) -> list[News]:
    """Students, their parents, and who teaches."""
    session = lesson.session
    news = [_for_staff(lesson, kind, tutor_id, about, facts) for tutor_id in tutors_of(session)]
    for each in children(db, session.centre_id, students_of(db, session.id)):
        told = _of_child(lesson, kind, each, about, facts)
        news += [one for one in told if has_parents or one.reader is Reader.STUDENT]
    return news


def _for_staff(lesson: Lesson, kind: NotificationKind, user_id: UUID, about: str, facts: Facts | None = None) -> News:
    return News(
        user_id=user_id,
        reader=Reader.STAFF,
        kind=kind,
        about=about,
        path=lesson_page(Reader.STAFF, lesson.session.id, None),
        facts=lesson.facts() | dict(facts or {}) | {"is_mine": user_id in tutors_of(lesson.session)},
        useful_until=lesson.session.scheduled_end,
    )


def _of_child(
    lesson: Lesson, kind: NotificationKind, each: Child, about: str, facts: Facts | None = None
) -> list[News]:
    """To the student, and to each parent about them."""
    told = lesson.facts() | dict(facts or {}) | {"student": each.name}
    session = lesson.session
    own = News(
        user_id=each.id,
        reader=Reader.STUDENT,
        kind=kind,
        about=about,
        path=lesson_page(Reader.STUDENT, session.id, each.id),
        facts=told,
        student_id=each.id,
        useful_until=session.scheduled_end,
    )
    path = lesson_page(Reader.PARENT, session.id, each.id)
    return [own] + [
        replace(own, user_id=parent_id, reader=Reader.PARENT, about=f"{about} {each.id}", path=path)
        for parent_id in each.parent_ids
    ]


def escalate_help(db: Session, *, request_id: UUID, now: datetime) -> None:
    """A hand that nobody has taken becomes a matter for the centre's supervisors (R225)."""
    request = db.get(HelpRequest, request_id)
    if request is None or request.status is not HelpStatus.PENDING:
        return
    lesson, student = lesson_by_id(db, request.session_id), child(db, request.centre_id, request.student_id)
    if lesson is None or student is None or lesson.session.status is not SessionStatus.IN_PROGRESS:
        return
    minutes = int((now - request.requested_at).total_seconds() // 60)
    facts = {"student": student.name, "minutes": minutes}
    about = f"{request.id} {int(now.timestamp())}"
    news = [
        replace(_for_staff(lesson, NotificationKind.HAND_WAITING, each, about, facts), student_id=student.id)
        for each in overseers(db, request.centre_id)
    ]
    tell(db, centre_id=request.centre_id, news=news, happened_at=now, now=now)


def tell_of_unmarked(db: Session, *, session_id: UUID, now: datetime) -> None:
    """Reminds the tutor of students whose attendance nobody has marked; it never becomes absence by itself."""
    lesson = lesson_by_id(db, session_id)
    if lesson is None or lesson.session.status is SessionStatus.CANCELLED:
        return
    marked = sa.select(AttendanceRecord.student_id).where(AttendanceRecord.session_id == session_id)
    missing = frozenset(students_of(db, session_id)) - frozenset(db.scalars(marked))
    if not missing:
        return
    kind, facts = NotificationKind.ATTENDANCE_UNMARKED, {"students": len(missing)}
    news = [
        replace(
            _for_staff(lesson, kind, tutor_id, str(session_id), facts),
            path=attendance_page(session_id),
            useful_until=None,
        )
        for tutor_id in tutors_of(lesson.session)
    ]
    tell(db, centre_id=lesson.session.centre_id, news=news, happened_at=lesson.session.scheduled_end, now=now)


def tell_of_offer(db: Session, *, entry_id: UUID, now: datetime) -> None:
    """A place became free, and is kept for the student for a while."""
    entry = db.get(WaitlistEntry, entry_id)
    if entry is None or entry.status is not WaitlistStatus.OFFERED or entry.offer_ends_at is None:
        return
    lesson, student = lesson_by_id(db, entry.session_id), child(db, entry.centre_id, entry.student_id)
    if lesson is None or student is None or entry.offer_ends_at <= now:
        return
    ends = _time_or_moment(entry.offer_ends_at, now, lesson.zone)
    about = f"{entry.id} {entry.offer_ends_at.isoformat()}"
    news = [
        replace(each, useful_until=entry.offer_ends_at)
        for each in _of_child(lesson, NotificationKind.PLACE_OFFERED, student, about, {"ends": ends})
    ]
    tell(db, centre_id=entry.centre_id, news=news, happened_at=now, now=now)


def _time_or_moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    is_today = at.astimezone(zone).date() == now.astimezone(zone).date()
    tell_time: Callable[[datetime, ZoneInfo], str] = time_in_words if is_today else moment_in_words
    return tell_time(at, zone)
