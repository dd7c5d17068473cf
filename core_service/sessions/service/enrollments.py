"""Places in a session: capacity, double booking, seats and courses are checked here and nowhere else (C01, R146)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.catalogue.models import Course, GradeLevel
from core_service.foundation.db import hold
from core_service.foundation.errors import FieldError, Invalid
from core_service.identity.models import AppUser
from core_service.learners.rules import Learner
from core_service.sessions.errors import AlreadyEnrolled, DoubleBooked, SessionFull, WrongSessionStatus
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import session_by_id
from core_service.sessions.queries.places import KnownPlaces, known_places
from core_service.sessions.rules import EnrollmentStatus, may_be_planned
from core_service.sessions.service.log import append_events, lock_session
from core_service.sessions.service.offers import end_waiting, wake_waitlist
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
    makes_up_id: UUID | None = None


def enroll(
    db: Session,
    actor: Actor,
    *,
    session_id: UUID,
    enrollment: NewEnrollment,
    now: datetime,
    permission: Permission = Permission.SCHEDULE_MANAGE,
) -> StudentSessionEnrollment:
    """Gives a student a place, before or during the lesson (a walk-in); everyone in the room learns of it."""
    hold_timetable(db, session_by_id(db, session_id).centre_id)
    session = lock_session(db, session_id)
    if not may_be_planned(session.status):
        raise WrongSessionStatus(session.status, "joined")
    [row] = add_enrollments(db, session, [enrollment], paths=[""])
    announce_members(db, [(session, row.student_id)], now=now)
    after: dict[str, object] = {"studentId": row.student_id, "courseId": row.course_id}
    if row.makes_up_id is not None:
        after["makesUpId"] = row.makes_up_id
    record_scheduling(db, actor, "ENROLL", session, after=after, permission=permission)
    return row


def withdraw(db: Session, actor: Actor, *, enrollment: StudentSessionEnrollment, now: datetime) -> None:
    """Takes a place away; the student's work stays theirs, and who waits for a place is offered it.

    Again changes nothing. Raises WrongSessionStatus once the session is over: who had a place there stays on record.
    """
    session = lock_session(db, enrollment.session_id)
    db.refresh(enrollment)
    if not enrollment.is_taken:
        return
    if not may_be_planned(session.status):
        raise WrongSessionStatus(session.status, "left")
    before = enrollment.status
    enrollment.status = EnrollmentStatus.WITHDRAWN
    db.flush()
    announce_withdrawals(db, [(session, enrollment.student_id)], now=now)
    after = {"studentId": enrollment.student_id}
    record_scheduling(db, actor, "WITHDRAW", session, before={"status": before}, after=after)
    wake_waitlist(db, [session], now=now)


def record_scheduling(
    db: Session,
    actor: Actor | None,
    action: str,
    session: TutoringSession,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    permission: Permission = Permission.SCHEDULE_MANAGE,
) -> None:
    """The audit row of an act of planning; `actor` None: the system."""
    record_row(db, actor, permission, action, session, before=before, after=after)


def hold_timetable(db: Session, centre_id: UUID) -> None:
    """One change of a centre's timetable at a time, so that two cannot book the same person at once.

    Taken before any of its sessions is locked: who did it the other way round could wait for ever.
    """
    hold(db, f"timetable {centre_id}")


def add_enrollments(
    db: Session, session: TutoringSession, new: Sequence[NewEnrollment], *, paths: Sequence[str]
) -> list[StudentSessionEnrollment]:
    """Adds places in a session whose centre's timetable is held: in as many statements for fifteen as for one.

    All or nothing: raises Invalid with the path of the place that does not fit, AlreadyEnrolled, SessionFull,
    DoubleBooked.
    """
    if not new:
        return []
    known = known_places(
        db,
        session,
        student_ids={each.student_id for each in new},
        course_ids={each.course_id for each in new},
        lesson_ids={each.lesson_id for each in new if each.lesson_id is not None},
    )
    rows = []
    for wanted, path in zip(new, paths, strict=True):
        _check_person_and_course(wanted, known, path)
        _check_place(db, session, wanted, known, path)
        rows.append(_place(db, session, wanted, known))
    db.flush()
    end_waiting(db, session.id, [(row.student_id, row.course_id) for row in rows])
    return rows


def _check_person_and_course(wanted: NewEnrollment, known: KnownPlaces, path: str) -> None:
    if wanted.student_id not in known.student_ids:
        raise _wrong(path, "studentId", "is no student of this centre")
    if wanted.course_id not in known.courses:
        raise _wrong(path, "courseId", "is no course that this centre teaches")
    if wanted.lesson_id is not None and known.course_of_lesson.get(wanted.lesson_id) != wanted.course_id:
        raise _wrong(path, "lessonId", "is no lesson of this course")


def _check_place(db: Session, session: TutoringSession, wanted: NewEnrollment, known: KnownPlaces, path: str) -> None:
    taken = known.taken()
    courses = {row.course_id for row in taken if row.student_id == wanted.student_id}
    if wanted.course_id in courses:
        raise AlreadyEnrolled
    others = ({row.student_id for row in taken} | known.held_for) - {wanted.student_id}
    if not courses and len(others) >= session.max_capacity:
        raise SessionFull(session.max_capacity)
    if not courses and known.bookings.get(wanted.student_id):
        name = db.scalar(sa.select(AppUser.name).where(AppUser.id == wanted.student_id))
        raise DoubleBooked(name or "The student", [each.facts() for each in known.bookings[wanted.student_id]])
    if wanted.seat is not None and not _is_seat_free(wanted, taken, known.seats):
        raise _wrong(path, "seat", "is taken, or not in this room")


def _is_seat_free(
    wanted: NewEnrollment, taken: Iterable[StudentSessionEnrollment], seats: frozenset[str] | None
) -> bool:
    is_in_room = seats is None or wanted.seat in seats
    return is_in_room and not any(row.seat == wanted.seat and row.student_id != wanted.student_id for row in taken)


def _wrong(path: str, field: str, message: str) -> Invalid:
    return Invalid(message, errors=[FieldError(f"{path}.{field}".lstrip("."), message)])


def _place(
    db: Session, session: TutoringSession, wanted: NewEnrollment, known: KnownPlaces
) -> StudentSessionEnrollment:
    key = (wanted.student_id, wanted.course_id)
    row = known.rows.get(key) or StudentSessionEnrollment(
        id=new_id(),
        centre_id=session.centre_id,
        session_id=session.id,
        student_id=wanted.student_id,
        course_id=wanted.course_id,
    )
    row.content_centre_id = known.courses[wanted.course_id].centre_id
    row.lesson_id = wanted.lesson_id
    level = known.levels.get(Learner(session.centre_id, *key))
    row.assessed_level_id = level.id if level else None
    row.seat = wanted.seat
    row.makes_up_id = wanted.makes_up_id
    row.status = EnrollmentStatus.ENROLLED
    known.rows[key] = row
    db.add(row)
    return row


def announce_members(db: Session, added: Sequence[tuple[TutoringSession, UUID]], *, now: datetime) -> None:
    """All enrolments that each student has now in their session, for its room; a session is named at most once."""
    places = _places_of(db, added)
    courses = dict(db.execute(sa.select(Course.id, Course.name)).all())
    levels = dict(db.execute(sa.select(GradeLevel.id, GradeLevel.level)).all())
    found = db.scalars(sa.select(AppUser).where(AppUser.id.in_({student_id for _, student_id in added})))
    people = {person.id: person for person in found}
    events = []
    for session, student_id in added:
        rows, person, member = places[session.id, student_id], people[student_id], UserId(str(student_id))
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
        events.append((session, (member,), event))
    append_events(db, events, now=now)


def announce_withdrawals(db: Session, left: Sequence[tuple[TutoringSession, UUID]], *, now: datetime) -> None:
    """Who has no place left in their session leaves its room; who keeps another course is shown with what is left."""
    places = _places_of(db, left)
    gone = [(session, student_id) for session, student_id in left if not places[session.id, student_id]]
    members = [(session, UserId(str(student_id))) for session, student_id in gone]
    append_events(db, [(session, (member,), MemberRemoved(student_id=member)) for session, member in members], now=now)
    stay = [each for each in left if each not in gone]
    if stay:
        announce_members(db, stay, now=now)


def _places_of(
    db: Session, wanted: Sequence[tuple[TutoringSession, UUID]]
) -> Mapping[tuple[UUID, UUID], list[StudentSessionEnrollment]]:
    place = StudentSessionEnrollment
    found = sa.select(place).where(
        place.session_id.in_({session.id for session, _ in wanted}),
        place.student_id.in_({student_id for _, student_id in wanted}),
        place.is_taken,
    )
    places: defaultdict[tuple[UUID, UUID], list[StudentSessionEnrollment]] = defaultdict(list)
    for row in db.scalars(found.order_by(place.id)):
        places[row.session_id, row.student_id].append(row)
    return places
