"""The demo's weeks: every table has something to show, it agrees with the rules, and a second run adds nothing."""

from datetime import timedelta
from itertools import pairwise

import sqlalchemy as sa

from core_service.assessment.models import AssessmentReview, ProgressRecommendation
from core_service.assessment.rules.states import RecommendationStatus
from core_service.attendance.models import AbsenceNotice, AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.catalogue.models import Exercise, ExerciseRevision
from core_service.centres.models import Centre, CentreClosure
from core_service.cohorts.models import ClassCohort, ClassMembership
from core_service.foundation.db import FRANCHISE_ID, Base
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.models import Credential
from core_service.learners.models import AcademicProfileLog, UnitMastery
from core_service.live.models import HelpRequest, TutorNote
from core_service.notifications.models import Notification
from core_service.notifications.service.telling import LETTER
from core_service.privacy.models import PersonErasure
from core_service.privacy.rules import ErasureStatus
from core_service.rewards.models import BadgeAward, BoardMembership, RewardStanding, XpCredit
from core_service.rewards.rules.points import XpReason
from core_service.sessions.models import SessionEvent, StudentSessionEnrollment, TutoringSession, WaitlistEntry
from core_service.sessions.rules import SessionStatus
from core_service.tables import load_tables
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus
from seed.demo.build import build_demo
from seed.demo.cast import RIVERSIDE
from shared.clock import FixedClock
from tests.seed.demo_rows import rows

EMPTY = {
    "login": "whoever signs in makes one; one that nobody holds would show a device where nobody sits",
    "password_reset": "open for an hour after somebody has asked for a letter, and nobody has",
    "idempotency_key": "the answer to a request that a client has sent, kept for a day",
    "job_progress": "how far a job is that runs just now; the worker writes it",
}
"""Tables in which a row of the seed's would be false, with the reason."""


def counted(run: Runtime) -> dict[str, int]:
    """How many rows each table has."""
    load_tables()
    every = [sa.select(sa.literal(name), sa.func.count()).select_from(it) for name, it in Base.metadata.tables.items()]
    return {str(row[0]): int(row[1]) for row in rows(run, sa.union_all(*every))}


def test_every_table_has_something_to_show(demo: Runtime) -> None:
    """But for those in which a row would be false."""
    assert {name for name, count in counted(demo).items() if count == 0} == set(EMPTY)


def test_second_run_adds_nothing(demo: Runtime) -> None:
    """To no table, whatever it keeps."""
    before = counted(demo)
    build_demo(demo, lambda words: None)
    assert counted(demo) == before


def test_weekly_lessons_have_made_the_week_and_go_on(demo: Runtime) -> None:
    """Each past lesson of twelve weeks is a template's, but for yesterday's extra one; four weeks ahead are planned."""
    session = TutoringSession
    past = rows(demo, sa.select(session.template_id).where(session.scheduled_end < demo.clock.now()))
    assert [row[0] for row in past].count(None) == 2
    assert len(past) == 5 * 12 + 2
    ahead = sa.select(sa.func.count(), sa.func.max(session.scheduled_start)).where(
        session.template_id.is_not(None), session.scheduled_start > demo.clock.now()
    )
    [[count, last]] = rows(demo, ahead)
    assert count == 5 * 4
    assert last > demo.clock.now() + timedelta(weeks=3)


def test_nobody_is_booked_twice(demo: Runtime) -> None:
    """Neither by the weekly lessons that are made ahead nor by the lesson of now."""
    one, other = TutoringSession.__table__.alias(), TutoringSession.__table__.alias()
    place, same = StudentSessionEnrollment.__table__.alias(), StudentSessionEnrollment.__table__.alias()
    twice = (
        sa.select(place.c.student_id, one.c.name, other.c.name)
        .join_from(one, place, place.c.session_id == one.c.id)
        .join(same, same.c.student_id == place.c.student_id)
        .join(other, other.c.id == same.c.session_id)
        .where(
            one.c.id != other.c.id,
            one.c.scheduled_start < other.c.scheduled_end,
            other.c.scheduled_start < one.c.scheduled_end,
        )
    )
    assert rows(demo, twice) == []


def test_a_students_other_lesson_is_left_to_them(demo: Runtime, demo_clock: FixedClock) -> None:
    """Five days later, at eleven on the small group's day, the first tutor teaches the ten who are not in it."""
    demo_clock.move_to(demo.clock.now().replace(hour=10, minute=10) + timedelta(days=5))
    build_demo(demo, lambda words: None)
    place, session, now = StudentSessionEnrollment, TutoringSession, demo.clock.now()
    found = (
        sa.select(session.name, sa.func.count(place.student_id.distinct()))
        .join(place, place.session_id == session.id)
        .join(Centre, Centre.id == session.centre_id)
        .where(Centre.slug == "riverside", session.scheduled_start <= now, session.scheduled_end > now)
        .group_by(session.id)
    )
    assert sorted(row[1] for row in rows(demo, found)) == [5, 10]


def test_logs_of_lessons_are_in_order(demo: Runtime) -> None:
    """What happened later stands further down."""
    event = SessionEvent
    found = rows(demo, sa.select(event.session_id, event.at).order_by(event.session_id, event.seq))
    assert len(found) > 200
    assert all(one[1] <= next[1] for one, next in pairwise(found) if one[0] == next[0])


def test_parents_said_beforehand_that_children_would_not_come(demo: Runtime) -> None:
    """One was excused by it, another one's lesson is still to come."""
    notice, mark, session = AbsenceNotice, AttendanceRecord, TutoringSession
    is_marked = sa.and_(mark.session_id == notice.session_id, mark.student_id == notice.student_id)
    found = (
        sa.select(session.status, mark.status)
        .join_from(notice, session, session.id == notice.session_id)
        .outerjoin(mark, is_marked)
        .order_by(session.scheduled_start)
    )
    assert [tuple(row) for row in rows(demo, found)] == [
        (SessionStatus.COMPLETED, AttendanceStatus.EXCUSED),
        (SessionStatus.SCHEDULED, None),
    ]


def test_units_are_mastered_by_an_assessors_word_on_good_work(demo: Runtime) -> None:
    """What is confirmed rests on work of at least the threshold; one advice was declined, others wait."""
    advice = ProgressRecommendation
    found = rows(demo, sa.select(advice.status, advice.unit_id, advice.student_id, advice.evidence))
    statuses = [row[0] for row in found]
    assert statuses.count(RecommendationStatus.CONFIRMED) == statuses.count(RecommendationStatus.DECLINED) == 1
    assert statuses.count(RecommendationStatus.OPEN) >= 2
    confirmed = [row for row in found if row[0] is RecommendationStatus.CONFIRMED]
    mastered = rows(demo, sa.select(UnitMastery.unit_id, UnitMastery.student_id))
    assert [(row[1], row[2]) for row in confirmed] == [tuple(row) for row in mastered]
    assert all(each["percent"] >= 80 for each in confirmed[0][3])


def test_a_former_student_waits_to_be_forgotten(demo: Runtime) -> None:
    """Nobody who can sign in is lost by it, and it can be taken back still."""
    erasure = PersonErasure
    [[status, due_at, email]] = rows(
        demo,
        sa.select(erasure.status, erasure.due_at, Credential.email).outerjoin_from(
            erasure, Credential, Credential.user_id == erasure.subject_id
        ),
    )
    assert (status, email) == (ErasureStatus.WAITING, None)
    assert due_at > demo.clock.now() + timedelta(days=7)


def test_an_exercise_was_improved_once(demo: Runtime) -> None:
    """Its first words are kept; now it says what the content file says."""
    kept, exercise = ExerciseRevision, Exercise
    found = sa.select(exercise.revision, kept.instructions, exercise.instructions).join(
        kept, kept.exercise_id == exercise.id
    )
    [[revision, before, now]] = rows(demo, found)
    assert revision == 2
    assert now.startswith(before)
    assert now != before


def test_classes_and_the_holiday(demo: Runtime) -> None:
    """One class per subject of Riverside's students, and a closure in each centre."""
    assert sorted(row[0] for row in rows(demo, sa.select(ClassCohort.name))) == [
        "English group",
        "Mathematics group",
        "Science group",
    ]
    members = rows(demo, sa.select(ClassMembership.id))
    assert len(members) == sum(len(student.levels) for student in RIVERSIDE.students)
    assert [row[0] for row in rows(demo, sa.select(CentreClosure.reason))] == ["Winter holiday", "Winter holiday"]


def test_standings_are_what_the_ledger_comes_to(demo: Runtime) -> None:
    """For every student, who all have come and mastered something."""
    summed = rows(
        demo,
        sa.select(RewardStanding.points, sa.func.sum(XpCredit.points))
        .join(
            XpCredit,
            sa.and_(XpCredit.student_id == RewardStanding.student_id, XpCredit.centre_id == RewardStanding.centre_id),
        )
        .group_by(RewardStanding.id),
    )
    assert len(summed) == 16
    assert all(row[0] == row[1] > 100 for row in summed)
    reasons = {row[0] for row in rows(demo, sa.select(XpCredit.reason).distinct())}
    assert reasons >= {XpReason.ATTENDANCE, XpReason.COMPLETION, XpReason.STREAK}


def test_some_have_badges_and_are_on_boards(demo: Runtime) -> None:
    """Not everybody has asked to be."""
    assert len(rows(demo, sa.select(BadgeAward.badge).distinct())) >= 4
    assert 5 < len(rows(demo, sa.select(BoardMembership.id))) < 16


def test_parents_and_students_were_told_and_no_letters_wait(demo: Runtime) -> None:
    """What is old was read; nobody gets letters about what is long over."""
    assert rows(demo, sa.select(Notification.kind).distinct())
    long_ago = demo.clock.now() - sa.func.make_interval(0, 0, 0, 1)
    waiting = sa.select(PendingJob.id).where(
        PendingJob.name == LETTER, PendingJob.done_at.is_(None), PendingJob.due_at < long_ago
    )
    assert rows(demo, waiting) == []


def test_the_last_days_have_a_history(demo: Runtime) -> None:
    """Three lessons were held: attendance is marked, most work is graded, some waits for a person."""
    attempts = rows(demo, sa.select(ExerciseAttempt.status, ExerciseAttempt.submitted_at))
    statuses = {row[0] for row in attempts}
    assert len(attempts) > 40
    assert AttemptStatus.AUTO_GRADED in statuses
    assert AttemptStatus.IN_PROGRESS not in statuses
    assert all(row[1] < demo.clock.now() for row in attempts)
    marks = rows(demo, sa.select(AttendanceRecord.status))
    assert {row[0] for row in marks} >= {AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.ABSENT}


def test_every_report_has_something_to_say(demo: Runtime) -> None:
    """Twelve weeks of sessions, marks, hands, reviews, waits for places and steps of levels; nothing is open."""
    with demo.database.open() as db:
        centres = db.execute(sa.select(Centre.id, Centre.slug).where(Centre.id != FRANCHISE_ID)).all()
    week = sa.func.date_trunc("week", TutoringSession.date)
    begun = TutoringSession.scheduled_start <= demo.clock.now()
    weeks = rows(demo, sa.select(TutoringSession.centre_id, week).where(begun).distinct())
    assert {slug: sum(row[0] == id for row in weeks) for id, slug in centres} == {
        "riverside": 13,
        "hillcrest": 13,
    }
    least_of = {HelpRequest: 50, AssessmentReview: 50, WaitlistEntry: 4, TutorNote: 50}
    for table, least in least_of.items():
        [found] = rows(demo, sa.select(sa.func.count()).select_from(table))
        assert found[0] >= least, table
    steps = rows(demo, sa.select(AcademicProfileLog.student_id).where(AcademicProfileLog.previous_value.is_not(None)))
    assert len(steps) >= 5
    stale = sa.select(TutoringSession.id).where(
        TutoringSession.scheduled_end < demo.clock.now(), TutoringSession.status != SessionStatus.COMPLETED
    )
    assert rows(demo, stale) == []
