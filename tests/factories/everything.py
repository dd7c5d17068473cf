"""One row of every kind of thing that a centre keeps and that a request can name by its id."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.assessment.models import AssessmentReview, ProgressRecommendation
from core_service.assessment.rules.states import AssessmentStatus, RecommendationKind
from core_service.attendance.models import AbsenceNotice, AttendanceRecord, CatchUpItem, CatchUpPackage
from core_service.attendance.rules import AttendanceStatus
from core_service.audit.models import AuditLog
from core_service.catalogue.models import AssessmentRubric, Lesson
from core_service.catalogue.rules import ExerciseType
from core_service.centres.models import CentreClosure, CentreRoom
from core_service.cohorts.models import ClassCohort, ClassMembership
from core_service.foundation.models import PendingJob
from core_service.identity.models import ApiToken, CentreDevice, GuardianLink, Invitation, UserRole
from core_service.learners.models import AcademicProfileLog, SubjectAssessment
from core_service.learners.rules import ProfileMetric, ProfileUpdateType
from core_service.live.models import HelpRequest, SessionMessage, TutorNote
from core_service.live.rules import HelpStatus, MessageKind
from core_service.notifications.models import MessageThread, Notification, ThreadMessage
from core_service.notifications.rules.kinds import NotificationKind, Reader
from core_service.privacy.models import PersonErasure, PersonExport
from core_service.privacy.rules import ExportAudience
from core_service.reporting.models import ReportExport
from core_service.reporting.rules.exports import ExportFormat
from core_service.sessions.models import (
    SessionTemplate,
    StandingBooking,
    StudentSessionEnrollment,
    TutoringSession,
    WaitlistEntry,
)
from core_service.sessions.rules import DayOfWeek, EnrollmentStatus, SessionMode, SessionStatus
from core_service.work.models import ContentAssignment, ExerciseAttempt
from core_service.work.rules.states import AssignmentScope, AttemptStatus
from shared.ids import new_id
from tests.factories import content, people, sessions
from tests.factories.content import TestCourse
from tests.factories.people import TestCentre

Rows = dict[str, UUID]
"""Ids by the kind of row: `session`, `cohort`, `request` (for help) …"""


class _Writer:
    """Writes rows of one centre, each with an id of its own, and flushes each before the next points at it."""

    def __init__(self, db: Session, here: TestCentre, course: TestCourse, now: datetime) -> None:
        self.db, self.here, self.course, self.now = db, here, course, now
        self.student, self.tutor = here.student1.id, here.tutor.id
        self.rows: Rows = {}

    def add(self, kind: str, model: Callable[..., Any], /, **values: Any) -> UUID:
        """One row, remembered as the centre's of this kind."""
        self.rows[kind] = new_id()
        self.db.add(model(id=self.rows[kind], **values))
        self.db.flush()
        return self.rows[kind]

    def own(self, kind: str, model: Callable[..., Any], /, **values: Any) -> UUID:
        """The same, with the centre's id."""
        return self.add(kind, model, centre_id=self.here.id, **values)

    def using(self, kind: str, model: Callable[..., Any], /, **values: Any) -> UUID:
        """The same, pointing at the centre's own course."""
        return self.own(kind, model, content_centre_id=self.course.centre_id, **values)


def one_of_everything(db: Session, here: TestCentre, session_id: UUID, *, now: datetime) -> Rows:
    """The ids of one row of each kind, all about the centre's first student and tutor, in a course of its own.

    `session_id` is a lesson that runs.
    """
    course = content.course(db, centre_id=here.id, kinds=(ExerciseType.SHORT_ANSWER, ExerciseType.NUMERICAL))
    writer = _Writer(db, here, course, now)
    writer.rows |= {
        "centre": here.id,
        "room": here.room_id,
        "course": course.id,
        "lesson": course.lessons[4][0],
        "exercise": course.exercises[4][1],
        "student": here.student1.id,
        "person": here.student2.id,
        "actor": here.supervisor.id,
        "guardian": here.parent.id,
        "tutor": here.tutor.id,
        "user": here.tutor.id,
        "session": session_id,
        "login": here.tutor.login_id,
    }
    for write in (_people, _planning, _teaching, _marking, _words, _offices):
        write(writer)
    return writer.rows


def _people(writer: _Writer) -> None:
    db, here, now = writer.db, writer.here, writer.now
    content.place_at(db, here, here.student1, writer.course, 4, by=here.assessor, now=now)
    linked = {"centre_id": here.id, "guardian_id": here.parent.id, "student_id": here.student1.id}
    if db.scalar(sa.select(GuardianLink.id).filter_by(**linked)) is None:
        people.guardian(db, here, here.parent, here.student1)
    writer.rows["unit"] = db.scalars(sa.select(Lesson.unit_id).filter_by(id=writer.rows["lesson"])).one()
    writer.rows["role"] = db.scalars(sa.select(UserRole.id).filter_by(user_id=here.tutor.id, centre_id=here.id)).one()
    shared: dict[str, Any] = {"centre_id": here.id}
    writer.add(
        "invitation",
        Invitation,
        email=f"{new_id()}@example.test",
        role=Role.TEACHER,
        invited_by_id=here.supervisor.id,
        expires_at=now + timedelta(days=7),
        **shared,
    )
    writer.add(
        "token", ApiToken, user_id=here.supervisor.id, label="Wall", permissions=[], token_hash=_hash(), **shared
    )
    writer.add("device", CentreDevice, label="Tablet", token_hash=_hash(), paired_by_id=here.supervisor.id, **shared)


def _hash() -> bytes:
    return new_id().bytes * 2


def _planning(writer: _Writer) -> None:
    today = writer.now.date()
    writer.own(
        "closure",
        CentreClosure,
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 1, 1),
        reason="New Year",
        created_by_id=writer.here.supervisor.id,
    )
    of_course: dict[str, Any] = {"student_id": writer.student, "course_id": writer.course.id}
    cohort = writer.own("cohort", ClassCohort, name=f"Blue {new_id()}")
    writer.using("membership", ClassMembership, cohort_id=cohort, starts_on=today, **of_course)
    template = writer.own(
        "template",
        SessionTemplate,
        name="Tuesdays",
        tutor_id=writer.tutor,
        room_id=writer.here.room_id,
        day_of_week=DayOfWeek.TUESDAY,
        start_time=time(9),
        end_time=time(10),
        session_mode=SessionMode.PHYSICAL,
    )
    writer.using("booking", StandingBooking, template_id=template, valid_from=today, **of_course)
    writer.db.get_one(TutoringSession, writer.rows["session"]).cohort_id = writer.rows["cohort"]
    waited = {"session_id": writer.rows["session"], "waits_since": writer.now}
    writer.using("entry", WaitlistEntry, **waited, **of_course)


def _teaching(writer: _Writer) -> None:
    """Student 1 is away from the lesson that runs, and was there two days ago."""
    db, here, now = writer.db, writer.here, writer.now
    lesson = db.get_one(TutoringSession, writer.rows["session"])
    writer.rows["enrollment"] = sessions.enrollment(db, lesson, here.student1, writer.course)
    db.get_one(StudentSessionEnrollment, writer.rows["enrollment"]).status = EnrollmentStatus.ABSENT
    _held(writer)
    of: dict[str, Any] = {"session_id": lesson.id, "student_id": writer.student}
    by: dict[str, Any] = {"marked_at": now, "marked_by_id": writer.tutor}
    writer.own("record", AttendanceRecord, status=AttendanceStatus.ABSENT, **of, **by)
    package = writer.own("package", CatchUpPackage, assigned_at=now, due_at=now + timedelta(days=7), **of)
    target: dict[str, Any] = {"course_id": writer.course.id, "lesson_id": writer.rows["lesson"]}
    item: dict[str, Any] = {"position": 1, "exercise_id": writer.rows["exercise"], "estimated_mins": 5}
    writer.using("item", CatchUpItem, package_id=package, **item, **target)
    writer.own("notice", AbsenceNotice, given_at=now, given_by_id=here.parent.id, **of)
    writer.using("request", HelpRequest, requested_at=now, exercise_id=writer.rows["exercise"], **of)
    writer.own("message", SessionMessage, from_id=writer.tutor, text="Well done", kind=MessageKind.MESSAGE, **of)
    writer.own("note", TutorNote, enrollment_id=writer.rows["enrollment"], tutor_id=writer.tutor, content="Reads well")
    writer.using(
        "assignment",
        ContentAssignment,
        tutor_id=writer.tutor,
        student_id=writer.student,
        session_enrollment_id=writer.rows["enrollment"],
        scope=AssignmentScope.SESSION,
        assigned_at=now,
        **target,
    )


def _held(writer: _Writer) -> None:
    """A lesson of the class, whose hand was answered and whose work was marked."""
    db, here, at = writer.db, writer.here, writer.now - timedelta(days=2)
    status = SessionStatus.COMPLETED
    taught = [(here.student1, writer.course)]
    held = sessions.session(db, here, here.tutor, starts_at=at, status=status, students=taught)
    db.get_one(TutoringSession, held).cohort_id = writer.rows["cohort"]
    of: dict[str, Any] = {"session_id": held, "student_id": writer.student}
    present = AttendanceStatus.PRESENT
    writer.own("earlier_record", AttendanceRecord, status=present, marked_at=at, marked_by_id=writer.tutor, **of)
    answered: dict[str, Any] = {"status": HelpStatus.RESOLVED, "requested_at": at, "resolved_at": at}
    answered |= {"acknowledged_at": at, "acknowledged_by_id": writer.tutor, "resolved_by_id": writer.tutor}
    writer.using("earlier_request", HelpRequest, **of, **answered)
    place = db.scalars(sa.select(StudentSessionEnrollment.id).filter_by(session_id=held)).one()
    marked: dict[str, Any] = {"status": AttemptStatus.GRADED, "score": 8, "graded_at": at, "submitted_at": at}
    _attempt(writer, "marked_attempt", writer.course.exercises[4][0], session_enrollment_id=place, **marked)


def _attempt(writer: _Writer, kind: str, exercise_id: UUID, **values: Any) -> UUID:
    begun = writer.now - timedelta(days=3)
    of: dict[str, Any] = {"student_id": writer.student, "exercise_id": exercise_id}
    return writer.using(kind, ExerciseAttempt, max_score=10, started_at=begun, **of, **values)


def _marking(writer: _Writer) -> None:
    here, now, student = writer.here, writer.now, writer.student
    waiting: dict[str, Any] = {"status": AttemptStatus.UNDER_REVIEW, "submitted_at": now}
    place, exercise = writer.rows["enrollment"], writer.course.exercises[4][0]
    attempt = _attempt(writer, "attempt", exercise, session_enrollment_id=place, **waiting)
    writer.own(
        "rubric",
        AssessmentRubric,
        content_centre_id=here.id,
        course_id=writer.course.id,
        grade_level_id=writer.course.levels[4],
        exercise_type=ExerciseType.SHORT_ANSWER,
        name="Reasons",
        criteria=[{"name": "Reason", "maxPoints": 4, "levels": []}],
        max_score=4,
    )
    review = writer.own(
        "review",
        AssessmentReview,
        assessor_id=here.assessor.id,
        student_id=student,
        exercise_attempt_id=attempt,
        status=AssessmentStatus.IN_REVIEW,
        claimed_until=now + timedelta(hours=1),
    )
    writer.using(
        "recommendation",
        ProgressRecommendation,
        student_id=student,
        course_id=writer.course.id,
        kind=RecommendationKind.LEVEL_UP,
        from_level=4,
        to_level=5,
        words="All units are mastered.",
        review_id=review,
    )
    level = writer.db.scalars(
        sa.select(SubjectAssessment.id).filter_by(student_id=student, course_id=writer.course.id)
    ).one()
    writer.using(
        "change",
        AcademicProfileLog,
        student_id=student,
        course_id=writer.course.id,
        subject_assessment_id=level,
        metric=ProfileMetric.LEVEL,
        new_value=4,
        update_type=ProfileUpdateType.DIAGNOSTIC_TEST,
        updated_by_id=here.assessor.id,
    )


def _words(writer: _Writer) -> None:
    here, now = writer.here, writer.now
    thread = writer.own(
        "thread", MessageThread, student_id=writer.student, guardian_id=here.parent.id, last_message_at=now
    )
    writer.own("letter", ThreadMessage, thread_id=thread, from_id=here.parent.id, text="How is it going?")
    writer.own(
        "notification",
        Notification,
        user_id=writer.tutor,
        kind=NotificationKind.HAND_WAITING,
        reader=Reader.STAFF,
        about=str(writer.rows["request"]),
        title="A hand is up",
        text="A hand has been up for three minutes.",
        path="/",
    )


def _offices(writer: _Writer) -> None:
    here, now = writer.here, writer.now
    asked: dict[str, Any] = {"subject_id": here.student2.id, "requested_by_id": here.supervisor.id}
    writer.own("person_export", PersonExport, audience=ExportAudience.STAFF, **asked)
    writer.own("erasure", PersonErasure, due_at=now + timedelta(days=7), **asked)
    writer.own(
        "report_export",
        ReportExport,
        requested_by_id=here.supervisor.id,
        requested_at=now,
        report="attendance",
        format=ExportFormat.CSV,
    )
    failed: dict[str, Any] = {"due_at": now, "failed_at": now, "key": str(new_id())}
    writer.add("job", PendingJob, centre_id=here.id, name="reporting.write_export", **failed)
    writer.own(
        "act",
        AuditLog,
        user_id=here.supervisor.id,
        action="room.changed",
        acting_role=Role.SUPERVISOR,
        resource_type="room",
        resource_id=here.room_id,
    )


def more_of_everything(db: Session, here: TestCentre, first: Rows, *, now: datetime) -> None:
    """Another student in the same lesson and class, with one of everything of their own; and for the first student a
    further lesson, parent and one of everything.
    """
    newcomer = TestCentre(here.id, here.room_id, dict(here.people))
    people.person(db, newcomer, "student1", Role.STUDENT, now=now, school_grade=6)
    people.person(db, newcomer, "student2", Role.STUDENT, now=now, school_grade=6)
    own = one_of_everything(db, newcomer, first["session"], now=now)
    again = TestCentre(here.id, here.room_id, dict(here.people))
    people.person(db, again, "parent", Role.PARENT, now=now)
    people.person(db, again, "student2", Role.STUDENT, now=now, school_grade=6)
    people.guardian(db, again, here.parent, again.student2)
    one_of_everything(
        db, again, sessions.session(db, again, again.tutor, starts_at=now - timedelta(minutes=30)), now=now
    )
    _join(db, here, newcomer, first, own, now)


def _join(db: Session, here: TestCentre, newcomer: TestCentre, first: Rows, own: Rows, now: datetime) -> None:
    """The newcomer's rows beside the first ones: in their class, their weekly lesson, their conversation."""
    of: dict[str, Any] = {"centre_id": here.id, "content_centre_id": here.id, "course_id": own["course"]}
    of["student_id"] = newcomer.student1.id
    said: dict[str, Any] = {"centre_id": here.id, "thread_id": first["thread"], "from_id": here.parent.id}
    db.add_all(
        [
            CentreRoom(centre_id=here.id, name=f"Room {new_id()}", seats=["A1"]),
            ClassMembership(cohort_id=first["cohort"], starts_on=now.date(), **of),
            StandingBooking(template_id=first["template"], valid_from=now.date(), **of),
            ThreadMessage(text="And in maths?", **said),
        ]
    )
    db.flush()
