"""What is told of a student's own way: absence, missed work, marks, levels (R156, R186)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.assessment.models import AssessmentReview
from core_service.assessment.rules.states import AssessmentStatus
from core_service.attendance.models import AttendanceRecord, CatchUpPackage
from core_service.attendance.queries.packages import progress_of
from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.catch_ups import CatchUpState, Progress, state_of
from core_service.catalogue.models import Course, Exercise, ExerciseRevision
from core_service.centres.queries import settings_of_centre
from core_service.learners.models import AcademicProfileLog
from core_service.learners.rules import ProfileMetric
from core_service.notifications.queries.lessons import lesson_by_id
from core_service.notifications.queries.readers import Child, child, tutors_of
from core_service.notifications.rules.kinds import READERS_OF, NotificationKind, Reader
from core_service.notifications.rules.pages import BADGES_PAGE, WORK_PAGE, catch_up_page, lesson_page, progress_page
from core_service.notifications.rules.times import day_in_words, moment_in_words
from core_service.notifications.service.telling import News, tell
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.begun import begun_with, title_begun
from core_service.work.rules.states import AttemptStatus

_TO_DO = frozenset({CatchUpState.DUE, CatchUpState.IN_PROGRESS})


def tell_of_absence(db: Session, *, session_id: UUID, student_id: UUID, now: datetime) -> None:
    """Parents learn of an absence that still stands a while after it was marked (setting)."""
    mark = db.scalar(
        sa.select(AttendanceRecord).where(
            AttendanceRecord.session_id == session_id, AttendanceRecord.student_id == student_id
        )
    )
    if mark is None or mark.status is not AttendanceStatus.ABSENT:
        return
    told_after = timedelta(minutes=settings_of_centre(db, mark.centre_id).absence_notice_minutes)
    if now < mark.marked_at + told_after:  # it was un-marked and marked again: that mark has a promise of its own
        return
    lesson, student = lesson_by_id(db, session_id), child(db, mark.centre_id, student_id)
    if lesson is None or student is None:
        return
    has_catch_up = sa.exists().where(CatchUpPackage.session_id == session_id, CatchUpPackage.student_id == student_id)
    facts = lesson.facts() | {"student": student.name, "has_catch_up": db.scalar(sa.select(has_catch_up))}
    news = [
        News(
            user_id=parent_id,
            reader=Reader.PARENT,
            kind=NotificationKind.ABSENCE,
            about=f"{session_id} {student_id}",
            path=lesson_page(Reader.PARENT, session_id, student_id),
            facts=facts,
            student_id=student_id,
        )
        for parent_id in student.parent_ids
    ]
    tell(db, centre_id=mark.centre_id, news=news, happened_at=mark.marked_at, now=now)


def tell_of_catch_up(db: Session, *, package_id: UUID, is_new: bool, now: datetime) -> None:
    """That missed work waits, is due soon, or is overdue; nothing once it is done, excused or withdrawn."""
    package = db.get(CatchUpPackage, package_id)
    if package is None:
        return
    progress = progress_of(db, [package.id]).get(package.id, Progress())
    state = state_of(package.decision, progress, package.due_at, now)
    kind = _catch_up_kind(state, is_new=is_new)
    lesson, student = lesson_by_id(db, package.session_id), child(db, package.centre_id, package.student_id)
    if kind is None or lesson is None or student is None:
        return
    facts = lesson.facts() | {
        "left": progress.items - progress.done,
        "minutes": progress.minutes,
        "due": moment_in_words(package.due_at, lesson.zone),
        "due_day": day_in_words(package.due_at, lesson.zone),
    }
    about = str(package.id) if is_new else f"{package.id} {package.due_at.isoformat()}"
    news = _of_student(student, kind, about, facts)
    news = [replace(each, path=catch_up_page(each.reader, package.id, student.id)) for each in news]
    if kind is NotificationKind.CATCH_UP_OVERDUE:
        news += [
            replace(
                news[0],
                user_id=tutor_id,
                reader=Reader.STAFF,
                path=catch_up_page(Reader.STAFF, package.id, student.id),
            )
            for tutor_id in tutors_of(lesson.session)
        ]
    happened_at = package.assigned_at if is_new else now
    tell(db, centre_id=package.centre_id, news=news, happened_at=happened_at, now=now)


def _catch_up_kind(state: CatchUpState, *, is_new: bool) -> NotificationKind | None:
    if state is CatchUpState.OVERDUE:
        return NotificationKind.CATCH_UP_OVERDUE
    if state not in _TO_DO:
        return None
    return NotificationKind.CATCH_UP_MADE if is_new else NotificationKind.CATCH_UP_DUE


def tell_of_return(db: Session, *, review_id: UUID, now: datetime) -> None:
    """An assessor gave work back, with words on what to put right (R186)."""
    review = db.get(AssessmentReview, review_id)
    if review is None or review.status is not AssessmentStatus.RETURNED or review.returned_at is None:
        return
    title = db.scalar(
        sa.select(title_begun())
        .select_from(ExerciseAttempt)
        .join(Exercise, Exercise.id == ExerciseAttempt.exercise_id)
        .outerjoin(ExerciseRevision, begun_with())
        .where(ExerciseAttempt.id == review.exercise_attempt_id)
    )
    student = child(db, review.centre_id, review.student_id)
    if title is None or student is None:
        return
    about = f"{review.id} {review.returned_at.isoformat()}"
    news = _of_student(student, NotificationKind.WORK_RETURNED, about, {"exercise": title, "words": review.feedback})
    news = [replace(each, path=WORK_PAGE) for each in news]
    tell(db, centre_id=review.centre_id, news=news, happened_at=review.returned_at, now=now)


def tell_of_marks(db: Session, *, attempt_id: UUID, now: datetime) -> None:
    """An assessor has marked what waited for them."""
    row = db.execute(
        sa.select(ExerciseAttempt, title_begun())
        .join(Exercise, Exercise.id == ExerciseAttempt.exercise_id)
        .outerjoin(ExerciseRevision, begun_with())
        .where(ExerciseAttempt.id == attempt_id)
    ).one_or_none()
    if row is None or row[0].status is not AttemptStatus.GRADED:
        return
    attempt, title = row
    marked_at = attempt.graded_at or now
    student = child(db, attempt.centre_id, attempt.student_id)
    if student is None:
        return
    facts = {"exercise": title, "score": _plain(attempt.score or 0), "most": attempt.max_score}
    facts |= {"words": attempt.feedback}
    about = f"{attempt.id} {marked_at.isoformat()}"
    news = _of_student(student, NotificationKind.WORK_MARKED, about, facts)
    news = [replace(each, path=WORK_PAGE) for each in news]
    tell(db, centre_id=attempt.centre_id, news=news, happened_at=marked_at, now=now)


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def tell_of_level(db: Session, *, profile_log_id: UUID, now: datetime) -> None:
    """A student works at another level, or has a first one: student and parents hear what it means."""
    row = db.execute(
        sa.select(AcademicProfileLog, Course.name)
        .join(Course, Course.id == AcademicProfileLog.course_id)
        .where(AcademicProfileLog.id == profile_log_id, AcademicProfileLog.metric == ProfileMetric.LEVEL)
    ).one_or_none()
    if row is None:
        return
    entry, course = row
    student = child(db, entry.centre_id, entry.student_id)
    if student is None:
        return
    before = None if entry.previous_value is None else int(entry.previous_value)
    facts = {"course": course, "level": int(entry.new_value), "before": before}
    news = _of_student(student, NotificationKind.LEVEL_CHANGED, str(entry.id), facts)
    tell(db, centre_id=entry.centre_id, news=news, happened_at=entry.created_at, now=now)


@dataclass(frozen=True, slots=True)
class EarnedBadge:
    """A step of a badge, in the words of whoever awarded it."""

    name: str
    step: int
    words: str


def tell_of_badge(db: Session, *, centre_id: UUID, student_id: UUID, badge: EarnedBadge, now: datetime) -> None:
    """A student has earned a badge."""
    student = child(db, centre_id, student_id)
    if student is None:
        return
    facts: dict[str, object] = {"badge": badge.name, "words": badge.words}
    news = _of_student(student, NotificationKind.BADGE_EARNED, f"{badge.name} {badge.step}", facts)
    news = [replace(each, path=BADGES_PAGE) for each in news]
    tell(db, centre_id=centre_id, news=news, happened_at=now, now=now)


def _of_student(student: Child, kind: NotificationKind, about: str, facts: dict[str, object]) -> list[News]:
    """To the student, and to each parent where parents are told of the kind."""
    own = News(
        user_id=student.id,
        reader=Reader.STUDENT,
        kind=kind,
        about=about,
        path=progress_page(Reader.STUDENT, student.id),
        facts=facts | {"student": student.name},
        student_id=student.id,
    )
    if Reader.PARENT not in READERS_OF[kind]:
        return [own]
    path = progress_page(Reader.PARENT, student.id)
    return [own] + [
        replace(own, user_id=parent_id, reader=Reader.PARENT, path=path, about=f"{about} {student.id}")
        for parent_id in student.parent_ids
    ]
