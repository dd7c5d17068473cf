"""Places in a session: capacity, double booking, seats and courses are checked here and nowhere else (C01, R146)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import PERMISSIONS_OF, Permission, Role
from core_service.audit.service import record
from core_service.catalogue.models import ContentUnit, Course, GradeLevel, Lesson
from core_service.centres.models import CentreRoom
from core_service.foundation.errors import FieldError, Invalid
from core_service.identity.models import AppUser, UserRole
from core_service.learners.models import SubjectAssessment
from core_service.sessions.errors import AlreadyEnrolled, DoubleBooked, SessionFull, WrongSessionStatus
from core_service.sessions.log import append_event, lock_session
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import bookings, enrollments_of
from core_service.sessions.rules import EnrollmentStatus, SessionStatus
from shared.events.room import MemberAdded, MemberRemoved
from shared.events.shapes import EnrollmentSnapshot
from shared.events.values import CourseId, EnrollmentId, UserId
from shared.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnrollment:
    """A student's place for one course."""

    student_id: UUID
    course_id: UUID
    lesson_id: UUID | None = None
    seat: str | None = None


def enroll(
    db: Session, actor: Actor, *, session_id: UUID, enrollment: NewEnrollment, now: datetime
) -> StudentSessionEnrollment:
    """Gives a student a place, before or during the lesson; everyone in the room learns of it."""
    session = lock_session(db, session_id)
    if session.status not in (SessionStatus.SCHEDULED, SessionStatus.IN_PROGRESS):
        raise WrongSessionStatus(session.status, "joined")
    hold_timetable(db, session.centre_id)
    row = add_enrollment(db, session, enrollment, path="")
    _announce_member(db, session, row.student_id, now=now)
    record_scheduling(db, actor, "ENROLL", session, after={"studentId": row.student_id, "courseId": row.course_id})
    return row


def withdraw(db: Session, actor: Actor, *, enrollment: StudentSessionEnrollment, now: datetime) -> None:
    """Takes a place away; the student's work stays theirs."""
    session = lock_session(db, enrollment.session_id)
    before = enrollment.status
    enrollment.status = EnrollmentStatus.WITHDRAWN
    db.flush()
    student_id = enrollment.student_id
    if enrollments_of(db, session.id, student_id):
        _announce_member(db, session, student_id, now=now)
    else:
        member = UserId(str(student_id))
        append_event(db, session, (member,), MemberRemoved(student_id=member), now=now)
    record_scheduling(db, actor, "WITHDRAW", session, before={"status": before}, after={"studentId": student_id})


def record_scheduling(
    db: Session,
    actor: Actor,
    action: str,
    session: TutoringSession,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    """The audit row of an act of planning."""
    record(
        db,
        actor,
        Permission.SCHEDULE_MANAGE,
        action,
        centre_id=session.centre_id,
        resource_type="TutoringSession",
        resource_id=session.id,
        before=before,
        after=after,
    )


def hold_timetable(db: Session, centre_id: UUID) -> None:
    """One change of a centre's timetable at a time, so that two cannot book the same person at once."""
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(f"timetable {centre_id}", 0))))


def holds(db: Session, centre_id: UUID, user_id: UUID, permission: Permission) -> bool:
    """Whether a person has an active role in the centre that grants the permission."""
    granting: list[Role] = [role for role in Role if permission in PERMISSIONS_OF[role]]
    found = sa.select(UserRole.id).where(
        UserRole.centre_id == centre_id,
        UserRole.user_id == user_id,
        UserRole.role.in_(granting),
        UserRole.is_active,
    )
    return db.scalar(found.limit(1)) is not None


def add_enrollment(db: Session, session: TutoringSession, new: NewEnrollment, *, path: str) -> StudentSessionEnrollment:
    """Adds a place in a session whose centre's timetable is held."""

    def wrong(field: str, message: str) -> Invalid:
        return Invalid(message, errors=[FieldError(f"{path}.{field}".lstrip("."), message)])

    if not holds(db, session.centre_id, new.student_id, Permission.OWN_WORK):
        raise wrong("studentId", "is no student of this centre")
    course = db.get(Course, new.course_id)
    if course is None or not course.is_active:
        raise wrong("courseId", "is no course that this centre teaches")
    if new.lesson_id is not None and not _is_lesson_of(db, new.lesson_id, course):
        raise wrong("lessonId", "is no lesson of this course")
    taken = enrollments_of(db, session.id)
    _check_place(db, session, new, taken)
    if new.seat is not None and _is_seat_taken(db, session, new, taken):
        raise wrong("seat", "is taken, or not in this room")
    level_id = db.scalar(
        sa.select(SubjectAssessment.grade_level_id).where(
            SubjectAssessment.centre_id == session.centre_id,
            SubjectAssessment.student_id == new.student_id,
            SubjectAssessment.course_id == new.course_id,
        )
    )
    return _place(db, session, new, course, level_id)


def _place(
    db: Session, session: TutoringSession, new: NewEnrollment, course: Course, level_id: UUID | None
) -> StudentSessionEnrollment:
    earlier = db.scalar(
        sa.select(StudentSessionEnrollment).where(
            StudentSessionEnrollment.session_id == session.id,
            StudentSessionEnrollment.student_id == new.student_id,
            StudentSessionEnrollment.course_id == new.course_id,
        )
    )
    row = earlier or StudentSessionEnrollment(
        id=new_id(), centre_id=session.centre_id, session_id=session.id, student_id=new.student_id, course_id=course.id
    )
    row.content_centre_id = course.centre_id
    row.lesson_id = new.lesson_id
    row.assessed_level_id = level_id
    row.seat = new.seat
    row.status = EnrollmentStatus.ENROLLED
    db.add(row)
    db.flush()
    return row


def _check_place(
    db: Session, session: TutoringSession, new: NewEnrollment, taken: Sequence[StudentSessionEnrollment]
) -> None:
    courses = Counter(row.course_id for row in taken if row.student_id == new.student_id)
    if courses[new.course_id]:
        raise AlreadyEnrolled
    if courses:
        return
    if len({row.student_id for row in taken}) >= session.max_capacity:
        raise SessionFull(session.max_capacity)
    collisions = [
        booking.facts()
        for booking in bookings(
            db, starts_at=session.scheduled_start, ends_at=session.scheduled_end, student_id=new.student_id
        )
        if booking.session_id != str(session.id)
    ]
    if collisions:
        name = db.scalar(sa.select(AppUser.name).where(AppUser.id == new.student_id))
        raise DoubleBooked(name or "The student", collisions)


def _is_seat_taken(
    db: Session, session: TutoringSession, new: NewEnrollment, taken: Sequence[StudentSessionEnrollment]
) -> bool:
    room = db.get(CentreRoom, session.room_id) if session.room_id else None
    if room is not None and room.seats and new.seat not in room.seats:
        return True
    return any(row.seat == new.seat and row.student_id != new.student_id for row in taken)


def _is_lesson_of(db: Session, lesson_id: UUID, course: Course) -> bool:
    found = sa.select(Lesson.id).join(ContentUnit, ContentUnit.id == Lesson.unit_id)
    return db.scalar(found.where(Lesson.id == lesson_id, ContentUnit.course_id == course.id)) is not None


def _announce_member(db: Session, session: TutoringSession, student_id: UUID, *, now: datetime) -> None:
    """All enrolments that the student has now, for the room."""
    rows = enrollments_of(db, session.id, student_id)
    person = db.get_one(AppUser, student_id)
    courses = dict(db.execute(sa.select(Course.id, Course.name)).all())
    levels = dict(db.execute(sa.select(GradeLevel.id, GradeLevel.level)).all())
    member = UserId(str(student_id))
    event = MemberAdded(
        student_id=member,
        name=person.name,
        avatar_url=person.avatar_url,
        seat=next((row.seat for row in rows if row.seat), None),
        enrollments=tuple(
            EnrollmentSnapshot(
                enrollment_id=EnrollmentId(str(row.id)),
                course_id=CourseId(str(row.course_id)),
                course_name=courses[row.course_id],
                level=levels.get(row.assessed_level_id) if row.assessed_level_id else None,
                school_grade=person.school_grade,
            )
            for row in rows
        ),
    )
    append_event(db, session, (member,), event, now=now)
