"""The demo as a whole: exactly the accounts that the terminal prints, a lesson that is on, nothing twice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from core_service.access.rules import Role
from core_service.catalogue.models import ContentUnit, Course, Exercise, GradeLevel, Lesson
from core_service.centres.models import Centre, CentreRoom
from core_service.centres.rules import settings_of
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope
from core_service.foundation.runtime import Runtime
from core_service.identity.models import (
    AppUser,
    CentreDevice,
    Credential,
    GuardianLink,
    Invitation,
    PictureSignIn,
    UserRole,
)
from core_service.identity.passwords import is_password
from core_service.identity.queries.tablets import child_with_code, children_of, paired_tablet
from core_service.identity.rules.pictures import code_text
from core_service.learners.models import AcademicProfileLog, SubjectAssessment
from core_service.live.models import TutorNote
from core_service.live.rules import NoteVisibility
from core_service.notifications.models.threads import ThreadMessage
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.sessions.service import close_session
from core_service.sessions.service.log import lock_session
from core_service.work.models import ExerciseAttempt
from seed.demo.build import build_demo
from seed.demo.cast import DEMO_CODE, RIVERSIDE
from shared.clock import FixedClock
from tests.seed.demo_rows import rows

RIVERSIDE_ACCOUNTS = {
    "superadmin": Role.SUPER_ADMIN,
    "admin": Role.ADMIN,
    "supervisor": Role.SUPERVISOR,
    "tutor": Role.TEACHER,
    "tutor2": Role.TEACHER,
    "assessor": Role.ASSESSOR,
    "parent": Role.PARENT,
    **{f"student{number}": Role.STUDENT for number in range(1, 16)},
}
HILLCREST_ACCOUNTS = {
    "supervisor": Role.SUPERVISOR,
    "tutor": Role.TEACHER,
    "parent": Role.PARENT,
    "student1": Role.STUDENT,
}
COUNTED = (
    *(Centre, CentreRoom, AppUser, UserRole, GuardianLink, SubjectAssessment, AcademicProfileLog),
    *(Course, GradeLevel, ContentUnit, Lesson, Exercise),
    *(CentreDevice, PictureSignIn, Invitation),
    *(TutoringSession, StudentSessionEnrollment, ExerciseAttempt, TutorNote, ThreadMessage),
)


def counts(run: Runtime) -> dict[str, int]:
    """How many rows each table has."""
    return {table.__tablename__: rows(run, sa.select(sa.func.count()).select_from(table))[0][0] for table in COUNTED}


def sessions_of_now(run: Runtime) -> Sequence[sa.Row[Any]]:
    """The Riverside tutor's open lessons that cover the clock's time."""
    now = run.clock.now()
    return rows(
        run,
        sa.select(TutoringSession)
        .join(Credential, Credential.user_id == TutoringSession.tutor_id)
        .where(
            Credential.email == "tutor@riverside.example",
            TutoringSession.scheduled_start <= now,
            TutoringSession.scheduled_end > now,
            TutoringSession.status.in_([SessionStatus.SCHEDULED, SessionStatus.IN_PROGRESS]),
        ),
    )


def test_the_accounts_are_exactly_the_promised_ones(demo: Runtime) -> None:
    """One role each, and nobody else can sign in."""
    found = rows(
        demo, sa.select(Credential.email, UserRole.role).join(UserRole, UserRole.user_id == Credential.user_id)
    )
    expected = {(f"{account}@riverside.example", role) for account, role in RIVERSIDE_ACCOUNTS.items()}
    expected |= {(f"{account}@hillcrest.example", role) for account, role in HILLCREST_ACCOUNTS.items()}
    assert {(row.email, row.role) for row in found} == expected
    assert len(found) == len(expected)


def test_the_catalogue_belongs_to_the_franchise(demo: Runtime) -> None:
    """Three courses, twelve levels, and every exercise with answers, for all centres."""
    assert counts(demo)["course"] == 3
    assert counts(demo)["grade_level"] == 12
    exercises = rows(demo, sa.select(Exercise.centre_id, Exercise.questions, Exercise.expected_answers))
    assert len(exercises) == 288
    assert {row.centre_id for row in exercises} == {FRANCHISE_ID}
    assert all(len(row.questions) == len(row.expected_answers) for row in exercises)


def test_students_work_at_levels_of_their_own(demo: Runtime) -> None:
    """Maya of Class 7 does mathematics at level 5, Hana of Class 5 at level 6 (R004); some take two courses."""
    found = rows(
        demo,
        sa.select(AppUser.name, AppUser.school_grade, Course.slug, GradeLevel.level)
        .join(SubjectAssessment, SubjectAssessment.student_id == AppUser.id)
        .join(Course, Course.id == SubjectAssessment.course_id)
        .join(GradeLevel, GradeLevel.id == SubjectAssessment.grade_level_id),
    )
    levels = {(row.name, row.slug): (row.school_grade, row.level) for row in found}
    assert levels["Maya Okafor", "mathematics"] == (7, 5)
    assert levels["Hana Suzuki", "mathematics"] == (5, 6)
    assert levels["Priya Nair", "science"] == (8, 8)
    assert len(levels) > 16


def test_a_full_lesson_is_on_now(demo: Runtime) -> None:
    """Fifteen students on seats A1 to C5 of room 2, each with their level; named by its weekday."""
    [[session]] = sessions_of_now(demo)
    places = rows(demo, sa.select(StudentSessionEnrollment).where(StudentSessionEnrollment.session_id == session.id))
    assert session.name == "Tuesday study hall"
    assert session.scheduled_end - session.scheduled_start == timedelta(minutes=90)
    assert len({row[0].student_id for row in places}) == 15
    assert {row[0].seat for row in places} == {f"{line}{place}" for line in "ABC" for place in range(1, 6)}
    assert all(row[0].assessed_level_id for row in places)


def test_a_second_run_changes_nothing(demo: Runtime) -> None:
    """It runs at every start."""
    before, said = counts(demo), list[str]()
    build_demo(demo, said.append)
    assert counts(demo) == before
    assert said == []


def test_a_lesson_is_on_all_day(demo: Runtime, demo_clock: FixedClock) -> None:
    """Whenever it runs, hour after hour, exactly one lesson is on; those that nobody started are over."""
    for _ in range(8):
        demo_clock.advance(minutes=60)
        build_demo(demo, lambda words: None)
        assert len(sessions_of_now(demo)) == 1
    stale = rows(
        demo,
        sa.select(TutoringSession).where(
            TutoringSession.status == SessionStatus.SCHEDULED, TutoringSession.scheduled_end <= demo_clock.now()
        ),
    )
    assert stale == []


def test_a_lesson_that_was_ended_is_followed_by_another(demo: Runtime) -> None:
    """Whoever has tried the end of a session can try a start again."""
    [[session]] = sessions_of_now(demo)
    with demo.unit_of_work(DataScope(frozenset({session.centre_id, FRANCHISE_ID}))) as db:
        locked = lock_session(db, session.id)
        locked.status = SessionStatus.IN_PROGRESS
        close_session(db, None, session=locked, now=demo.clock.now())
    assert sessions_of_now(demo) == []
    build_demo(demo, lambda words: None)
    assert len(sessions_of_now(demo)) == 1


def test_a_lesson_that_was_left_open_is_closed(demo: Runtime, demo_clock: FixedClock) -> None:
    """A lesson that overran for long makes room for the one that is on now."""
    [[session]] = sessions_of_now(demo)
    with demo.unit_of_work(DataScope(frozenset({session.centre_id, FRANCHISE_ID}))) as db:
        lock_session(db, session.id).status = SessionStatus.IN_PROGRESS
    demo_clock.advance(minutes=95)
    build_demo(demo, lambda words: None)
    [[still]] = rows(demo, sa.select(TutoringSession.status).where(TutoringSession.id == session.id))
    assert still is SessionStatus.IN_PROGRESS
    demo_clock.advance(minutes=60)
    build_demo(demo, lambda words: None)
    [[closed]] = rows(demo, sa.select(TutoringSession.status).where(TutoringSession.id == session.id))
    assert closed is SessionStatus.COMPLETED


def test_parents_see_their_own_children(demo: Runtime) -> None:
    """Each parent account has a child in its own centre."""
    links = rows(demo, sa.select(Credential.email).join(GuardianLink, GuardianLink.guardian_id == Credential.user_id))
    assert {row.email for row in links} == {"parent@riverside.example", "parent@hillcrest.example"}


def test_the_youngest_can_sign_in_on_the_paired_tablet(demo: Runtime) -> None:
    """Oliver of Class 2 has his picture and the code that README names; the tablet's token is known."""
    with demo.database.open() as db:
        tablet = paired_tablet(db, RIVERSIDE.tablet_token)
        assert tablet is not None
        enter_scope(db, DataScope(frozenset({tablet.centre.id})))
        today = demo.clock.now().date()
        [oliver] = children_of(db, tablet, today)
        found = child_with_code(db, tablet, oliver.id, today)
    assert oliver.name == "Oliver Brandt"
    assert found is not None
    assert is_password(code_text(list(DEMO_CODE)), found[1].code_hash)


def test_centres_have_settings_of_their_own_and_a_tutor_is_invited(demo: Runtime) -> None:
    """What the pages for both show is not all alike."""
    with demo.database.open() as db:
        settings = {centre.slug: settings_of(centre.settings) for centre in db.scalars(sa.select(Centre))}
        [invitation] = db.scalars(sa.select(Invitation))
    assert (settings["riverside"].mastery_threshold, settings["hillcrest"].mastery_threshold) == (0.8, 0.85)
    assert (invitation.email, invitation.accepted_at) == ("tutor3@riverside.example", None)


def test_a_parent_of_two_hears_from_the_tutor(demo: Runtime) -> None:
    """Two children in Riverside, each with notes for parents and a thread of four messages."""
    children = rows(
        demo,
        sa.select(AppUser.name)
        .join(GuardianLink, GuardianLink.student_id == AppUser.id)
        .join(Credential, Credential.user_id == GuardianLink.guardian_id)
        .where(Credential.email == "parent@riverside.example"),
    )
    assert {row.name for row in children} == {"Maya Okafor", "Kofi Okafor"}
    notes = rows(
        demo,
        sa.select(TutorNote.content, AppUser.name)
        .join(StudentSessionEnrollment, StudentSessionEnrollment.id == TutorNote.enrollment_id)
        .join(AppUser, AppUser.id == StudentSessionEnrollment.student_id)
        .where(TutorNote.visibility == NoteVisibility.PARENT),
    )
    assert {row.name for row in notes} >= {"Maya Okafor", "Kofi Okafor", "Theo Lambert"}
    assert not any("{" in row.content for row in notes)
    assert len(rows(demo, sa.select(ThreadMessage.id))) == 3 * 4
