"""Credits what the domains below have promised: attendance and streaks, first masteries, levels (R260)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.rules import attends
from core_service.catalogue.models import ContentUnit, Course, Exercise, Lesson
from core_service.centres.queries import settings_of_centre
from core_service.learners.models import AcademicProfileLog
from core_service.learners.rules import ProfileMetric
from core_service.rewards.models import RewardStanding
from core_service.rewards.queries.efforts import credited, marks_of
from core_service.rewards.queries.masteries import first_masteries, has_mastered
from core_service.rewards.rules.points import (
    ATTENDANCE_POINTS,
    EFFORT,
    LEVEL_POINTS,
    OF_A_COURSE,
    Claim,
    XpReason,
    completion_points,
    streak_points,
)
from core_service.rewards.rules.streaks import streaks
from core_service.rewards.service.badges import award_badges
from core_service.rewards.service.ledger import Worth, hold_standing, settle
from core_service.work.models import ExerciseAttempt


def credit_attendance(db: Session, *, centre_id: UUID, student_id: UUID, now: datetime) -> None:
    """Settles all sessions of the student, since a mark of the past can change every streak after it.

    Once per session and student, whatever number of courses (C25); what a withdrawn mark had earned is taken back.
    """
    standing = hold_standing(db, centre_id=centre_id, student_id=student_id, now=now)
    wanted = _worth_of_coming(db, standing)
    settle(db, standing, wanted, credited(db, centre_id, student_id, EFFORT), now=now)
    award_badges(db, standing, now=now)


def _worth_of_coming(db: Session, standing: RewardStanding) -> dict[Claim, Worth]:
    """What all marks of the student are worth; brings the standing's streaks up to date."""
    marks = marks_of(db, standing.centre_id, standing.student_id)
    found = streaks((session_id, status) for session_id, status, _ in marks)
    starts = {session_id: start for session_id, _, start in marks}
    standing.streak = found.current
    standing.longest_streak = max(standing.longest_streak, found.longest)
    wanted: dict[Claim, Worth] = {
        (XpReason.ATTENDANCE, str(session_id)): Worth(ATTENDANCE_POINTS, start)
        for session_id, status, start in marks
        if attends(status)
    }
    return wanted | {
        (XpReason.STREAK, str(session_id)): Worth(streak_points(length), starts[session_id])
        for session_id, length in found.lengths
    }


def credit_exercise(db: Session, *, attempt_id: UUID, now: datetime) -> None:
    """The first mastery of an exercise, once; a mark that was lowered takes it back; a preview waits (C40)."""
    row = db.execute(
        sa.select(ExerciseAttempt, Exercise.difficulty, Course.id, Course.centre_id)
        .join(Exercise, Exercise.id == ExerciseAttempt.exercise_id)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(Course, Course.id == ContentUnit.course_id)
        .where(ExerciseAttempt.id == attempt_id)
    ).one_or_none()
    if row is None:
        return
    attempt, difficulty, course_id, course_centre = row
    centre_id, student_id = attempt.centre_id, attempt.student_id
    standing = hold_standing(db, centre_id=centre_id, student_id=student_id, now=now)
    threshold = settings_of_centre(db, centre_id).mastery_threshold
    is_mastered = has_mastered(db, centre_id, student_id, attempt.exercise_id, threshold)
    points = completion_points(difficulty) if is_mastered else 0
    about = str(attempt.exercise_id)
    earned_at = attempt.submitted_at or attempt.graded_at or now
    wanted = {(XpReason.COMPLETION, about): Worth(points, earned_at, (course_id, course_centre))}
    settle(db, standing, wanted, credited(db, centre_id, student_id, [XpReason.COMPLETION], about), now=now)
    award_badges(db, standing, now=now)


def credit_level(db: Session, *, profile_log_id: UUID, now: datetime) -> None:
    """A level is confirmed: an advance is worth its points once, and what was mastered ahead of it counts now (C40)."""
    entry = db.scalar(
        sa.select(AcademicProfileLog).where(
            AcademicProfileLog.id == profile_log_id, AcademicProfileLog.metric == ProfileMetric.LEVEL
        )
    )
    if entry is None or entry.new_value <= (entry.previous_value or 0):
        return
    standing = hold_standing(db, centre_id=entry.centre_id, student_id=entry.student_id, now=now)
    wanted = _worth_of_masteries(db, standing, entry.course_id)
    if entry.previous_value is not None:
        level = f"{entry.course_id} {int(entry.new_value)}"
        wanted[XpReason.LEVEL, level] = Worth(
            LEVEL_POINTS, entry.created_at, (entry.course_id, entry.content_centre_id)
        )
    earlier = credited(db, entry.centre_id, entry.student_id, OF_A_COURSE)
    settle(db, standing, wanted, {claim: earlier[claim] for claim in wanted if claim in earlier}, now=now)
    award_badges(db, standing, now=now)


def _worth_of_masteries(db: Session, standing: RewardStanding, course_id: UUID | None = None) -> dict[Claim, Worth]:
    """What all masteries that count are worth, in every course or in one."""
    centre_id, student_id = standing.centre_id, standing.student_id
    threshold = settings_of_centre(db, centre_id).mastery_threshold
    return {
        (XpReason.COMPLETION, str(exercise_id)): Worth(completion_points(difficulty), at, (course, course_centre))
        for exercise_id, difficulty, at, course, course_centre in first_masteries(
            db, centre_id, student_id, threshold, course_id
        )
    }


def credit_past(db: Session, *, centre_id: UUID, student_id: UUID, now: datetime) -> None:
    """Settles all attendance and all masteries at once: for a student whose past came in without promises."""
    standing = hold_standing(db, centre_id=centre_id, student_id=student_id, now=now)
    wanted = _worth_of_coming(db, standing) | _worth_of_masteries(db, standing)
    reasons = (*EFFORT, XpReason.COMPLETION)
    settle(db, standing, wanted, credited(db, centre_id, student_id, reasons), now=now)
    award_badges(db, standing, now=now)
