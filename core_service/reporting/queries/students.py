"""The list of students with their levels and classes, and all that staff know of one (R060, R134, R316)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.rules import Permission, Role
from core_service.attendance.queries.catch_ups import CatchUpView, open_catch_ups_of
from core_service.attendance.rules import AttendanceStatus
from core_service.catalogue.models import Course, GradeLevel
from core_service.centres.models import Centre
from core_service.centres.rules import settings_of
from core_service.cohorts.models import ClassCohort, ClassMembership
from core_service.foundation.paging import NameCursor, in_order
from core_service.identity.models import AppUser, UserRole
from core_service.identity.queries import age_tier_of
from core_service.identity.rules import AgeTier
from core_service.learners.models import SubjectAssessment
from core_service.learners.queries import CourseProfile, ProfileChange, course_profiles, profile_changes
from core_service.learners.queries.students import (
    Guardian,
    StudentRecord,
    guardians_of,
    student_grants,
    student_record,
)
from core_service.reporting.queries.coming_lessons import ComingLesson, coming_lessons
from core_service.reporting.queries.marked_work import Work, recent_work
from core_service.reporting.queries.session_cards import SessionCard, session_cards
from core_service.reporting.queries.standing import ATTENDANCE_OVER, CourseLevel, attendance_counts, course_levels
from core_service.sessions.models import SessionTemplate, StandingBooking
from core_service.sessions.queries.teaching import is_taught_by

READS_STUDENTS = (Permission.STUDENT_MANAGE, Permission.SESSION_VIEW_STUDENTS, Permission.ASSESSMENT_QUEUE_VIEW)
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class StudentsWanted:
    """Which students a list shows; what is None is not asked for."""

    search: str | None = None
    centre_id: UUID | None = None
    cohort_id: UUID | None = None
    course_id: UUID | None = None
    level: int | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student of a centre as the list shows them; one of two centres has two rows."""

    person: AppUser
    grant: UserRole
    age_tier: AgeTier
    levels: Sequence[CourseLevel]
    classes: Sequence[ClassCohort]


def students_page(
    db: Session, actor: Actor, wanted: StudentsWanted, *, today: date, cursor: NameCursor | None, limit: int
) -> Sequence[StudentRow]:
    """`limit` + 1 students by name, of those whose profile the actor may open, in three statements."""
    found = (
        sa.select(UserRole, AppUser, Centre.settings)
        .join(AppUser, AppUser.id == UserRole.user_id)
        .join(Centre, Centre.id == UserRole.centre_id)
        .where(UserRole.role == Role.STUDENT, UserRole.is_active == wanted.is_active, _is_theirs(actor))
    )
    for condition in _conditions(wanted, today):
        found = found.where(condition)
    rows = db.execute(in_order(found, (AppUser.name, UserRole.id), cursor, limit)).all()
    grants = [grant for grant, _, _ in rows]
    levels, classes = course_levels(db, {grant.user_id for grant in grants}), _classes(db, grants, today)
    return [
        StudentRow(
            person,
            grant,
            age_tier_of(person, settings_of(settings), today),
            [each for each in levels[grant.user_id] if each.centre_id == grant.centre_id],
            classes[grant.centre_id, grant.user_id],
        )
        for grant, person, settings in rows
    ]


def _is_theirs(actor: Actor) -> sa.ColumnElement[bool]:
    """Centres that the actor oversees or assesses; elsewhere the students whom they teach."""
    taught = is_taught_by(actor.user_id, centre_id=UserRole.centre_id, student_id=UserRole.user_id)
    whole = actor.centres_with(Permission.STUDENT_MANAGE, Permission.ASSESSMENT_QUEUE_VIEW)
    teaches_in = actor.centres_with(Permission.SESSION_VIEW_STUDENTS)
    return sa.or_(UserRole.centre_id.in_(whole), sa.and_(UserRole.centre_id.in_(teaches_in - whole), taught))


def _conditions(wanted: StudentsWanted, today: date) -> Sequence[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.search:
        conditions.append(AppUser.name.icontains(wanted.search, autoescape=True))
    if wanted.centre_id is not None:
        conditions.append(UserRole.centre_id == wanted.centre_id)
    if wanted.cohort_id is not None:
        conditions.append(
            _of_student(ClassMembership).where(ClassMembership.cohort_id == wanted.cohort_id, *_on(today))
        )
    if wanted.course_id is not None or wanted.level is not None:
        standing = _of_student(SubjectAssessment)
        if wanted.course_id is not None:
            standing = standing.where(SubjectAssessment.course_id == wanted.course_id)
        if wanted.level is not None:
            of_level = sa.select(GradeLevel.id).where(GradeLevel.level == wanted.level)
            standing = standing.where(SubjectAssessment.grade_level_id.in_(of_level))
        conditions.append(standing)
    return conditions


def _of_student(model: type[ClassMembership] | type[SubjectAssessment]) -> sa.Exists:
    same = (model.centre_id == UserRole.centre_id, model.student_id == UserRole.user_id)
    return sa.exists().where(*same).correlate(UserRole)


def _on(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    ends = ClassMembership.ends_on
    return ClassMembership.starts_on <= today, sa.or_(ends.is_(None), ends >= today)


Key = tuple[UUID, UUID]
"""A centre's and a student's id."""


def _classes(db: Session, grants: Sequence[UserRole], today: date) -> Mapping[Key, Sequence[ClassCohort]]:
    member = ClassMembership
    found = (
        sa.select(member.student_id, ClassCohort)
        .join(ClassCohort, ClassCohort.id == member.cohort_id)
        .where(member.student_id.in_([grant.user_id for grant in grants]), ClassCohort.is_active, *_on(today))
        .order_by(ClassCohort.name, ClassCohort.id)
    )
    classes: defaultdict[Key, list[ClassCohort]] = defaultdict(list)
    for student_id, cohort in db.execute(found):
        known = classes[cohort.centre_id, student_id]
        if cohort not in known:
            known.append(cohort)
    return classes


@dataclass(frozen=True, slots=True)
class BookedWeekly:
    """A standing booking with its template."""

    booking: StandingBooking
    template: SessionTemplate
    course_name: str


@dataclass(frozen=True, slots=True)
class StudentProfile:
    """All that a staff page shows of a student; `record` has address and birthday only for who manages students."""

    record: StudentRecord
    manages: bool
    centre_ids: Sequence[UUID]
    classes: Sequence[ClassCohort]
    courses: Sequence[CourseProfile]
    log: Sequence[ProfileChange]
    recent_sessions: Sequence[SessionCard]
    coming_sessions: Sequence[ComingLesson]
    recent_work: Sequence[Work]
    attendance: Mapping[AttendanceStatus, int]
    attendance_since: date
    catch_ups: Sequence[CatchUpView]
    guardians: Sequence[Guardian]
    standing_bookings: Sequence[BookedWeekly]


def student_profile(db: Session, actor: Actor, student_id: UUID, *, now: datetime) -> StudentProfile:
    """In a fixed number of statements. Raises NotFound, RelationMissing for a tutor who does not teach the student."""
    grants = student_grants(db, student_id, actor.centres_with(*READS_STUDENTS))
    visible = sa.select(UserRole.centre_id).where(UserRole.id.in_([each.id for each in grants]), _is_theirs(actor))
    allowed = set(db.scalars(visible))
    grants = [grant for grant in grants if grant.centre_id in allowed]
    if not grants:
        raise RelationMissing("This is for the student's tutors, and the centre's assessors and supervisors.")
    centre_ids = [grant.centre_id for grant in grants]
    managed = actor.centres_with(Permission.STUDENT_MANAGE) & allowed
    today = now.date()
    classes = _classes(db, grants, today)
    log = profile_changes(db, student_id=student_id, centre_ids=centre_ids, course_id=None, cursor=None, limit=20)
    coming = coming_lessons(db, [student_id], centre_ids, now=now, limit=5)
    return StudentProfile(
        record=student_record(db, grants[0], today=today),
        manages=bool(managed),
        centre_ids=centre_ids,
        classes=[cohort for grant in grants for cohort in classes[grant.centre_id, student_id]],
        courses=course_profiles(db, student_id=student_id, centre_ids=centre_ids),
        log=log[:20],
        recent_sessions=session_cards(db, student_id, centre_ids, now=now, limit=_SHOWN)[:_SHOWN],
        coming_sessions=coming[student_id],
        recent_work=recent_work(db, student_id, centre_ids, limit=_SHOWN),
        attendance=attendance_counts(db, student_id, centre_ids, since=today - ATTENDANCE_OVER),
        attendance_since=today - ATTENDANCE_OVER,
        catch_ups=open_catch_ups_of(db, student_id, centre_ids, now=now),
        guardians=guardians_of(db, student_id, centre_ids=centre_ids, with_email_in=managed),
        standing_bookings=_bookings(db, student_id, centre_ids, today),
    )


def _bookings(db: Session, student_id: UUID, centre_ids: Sequence[UUID], today: date) -> Sequence[BookedWeekly]:
    booking, template = StandingBooking, SessionTemplate
    found = (
        sa.select(booking, template, Course.name)
        .join(template, template.id == booking.template_id)
        .join(Course, Course.id == booking.course_id)
        .where(
            booking.student_id == student_id,
            booking.centre_id.in_(centre_ids),
            sa.or_(booking.valid_until.is_(None), booking.valid_until >= today),
        )
        .order_by(template.start_time, booking.id)
    )
    return [BookedWeekly(*row) for row in db.execute(found)]
