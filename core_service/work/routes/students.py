"""Students' work: what comes next, attempts, lessons read, and what tutors assign."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.learners.rules import Learner
from core_service.work.models import ExerciseAttempt, LessonCompletion
from core_service.work.queries import (
    assignments as assigned,
    attempts as tried,
    marks as draft_marking,
    next_content,
    own_attempts,
    relations,
)
from core_service.work.schemas.students import (
    AheadSchema,
    AssignmentSchema,
    AssignRequest,
    AttemptSchema,
    AttemptWithExerciseSchema,
    DraftMarksSchema,
    DraftRequest,
    DraftSchema,
    LessonCompletionRequest,
    LessonCompletionSchema,
    MarkCompleteRequest,
    NextContentSchema,
    NextQuery,
    OwnAttemptPage,
    OwnAttemptsQuery,
    StartedSchema,
    StartRequest,
    SubmitRequest,
    WithdrawRequest,
)
from core_service.work.service import assignments, attempts, completion, drafts, lessons

blueprint = Blueprint("work", __name__, url_prefix="/api", description="Students' work")


@blueprint.get("/content/next")
@requires(*relations.VIEWS_WORK, Permission.OWN_WORK)
@blueprint.arguments(NextQuery, location="query")
@blueprint.response(200, NextContentSchema)
def what_next(db: Session, actor: Actor, wanted: dict[str, Any]) -> next_content.NextContentView:
    """What a student does next in a course, and why."""
    learner = _learner(db, actor, wanted)
    found = next_content.next_content_of(db, learner, session_id=wanted["session_id"])
    return _as_told(actor, learner, found)


@blueprint.get("/content/ahead")
@requires(*relations.VIEWS_WORK, Permission.OWN_WORK)
@blueprint.arguments(NextQuery, location="query")
@blueprint.response(200, AheadSchema)
def what_follows(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a student does next in a course and what follows it: for a tutor, or for when the network is away."""
    learner = _learner(db, actor, wanted)
    now = runtime().clock.now()
    views = next_content.next_contents_of(db, learner, session_id=wanted["session_id"], now=now)
    return {"items": [_as_told(actor, learner, view) for view in views]}


@blueprint.post("/exercises/<uuid:exercise_id>/start")
@requires(Permission.OWN_WORK)
@blueprint.arguments(StartRequest)
@blueprint.response(201, StartedSchema)
@blueprint.alt_response(200, schema=StartedSchema, description="It was there already")
def start(db: Session, actor: Actor, wanted: dict[str, Any], exercise_id: UUID) -> tuple[dict[str, Any], HTTPStatus]:
    """Open an exercise, or go on with the attempt that is open (200)."""
    started = attempts.start_exercise(db, actor, exercise_id=exercise_id, **wanted, now=runtime().clock.now())
    view = tried.attempt_with_exercise(db, actor, started.attempt)
    body = {"attempt_id": started.attempt.id, "attempt": view, "exercise": view.exercise}
    return body, HTTPStatus.CREATED if started.is_new else HTTPStatus.OK


@blueprint.post("/exercises/<uuid:exercise_id>/submit")
@requires(Permission.OWN_WORK)
@blueprint.arguments(SubmitRequest)
@blueprint.response(200, AttemptSchema)
def submit(db: Session, actor: Actor, wanted: dict[str, Any], exercise_id: UUID) -> tried.AttemptView:
    """Hand in the open attempt; again, the same answer comes back, until something else was handed in."""
    submitted = attempts.submit_answers(db, actor, exercise_id=exercise_id, **wanted, now=runtime().clock.now())
    return tried.attempt_view(db, submitted.attempt)


@blueprint.get("/attempts")
@requires(Permission.OWN_WORK)
@blueprint.arguments(OwnAttemptsQuery, location="query")
@blueprint.response(200, OwnAttemptPage)
def own_work(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """What the caller has handed in, has had marked or given back; the newest news first."""
    cursor, limit = cursor_of(wanted.pop("cursor")), wanted.pop("limit")
    shown_as = own_attempts.OwnWork(
        course_id=wanted["course_id"],
        status=wanted["status"],
        is_returned=wanted["returned"],
        is_handed_in=wanted["handed_in"],
    )
    found = own_attempts.own_attempts(db, actor, shown_as, cursor=cursor, limit=limit)
    return paged(found, limit, lambda view: Cursor(view.news_at, view.attempt.id))


@blueprint.get("/attempts/<uuid:attempt_id>")
@requires(*relations.VIEWS_WORK, Permission.OWN_WORK)
@blueprint.response(200, AttemptWithExerciseSchema)
def attempt(db: Session, actor: Actor, attempt_id: UUID) -> tried.AttemptView:
    """One attempt with its exercise."""
    return tried.attempt_with_exercise(db, actor, tried.attempt_by_id(db, actor, attempt_id))


@blueprint.get("/attempts/<uuid:attempt_id>/marks")
@requires(Permission.SESSION_VIEW_STUDENTS)
@blueprint.response(200, DraftMarksSchema)
def marks(db: Session, actor: Actor, attempt_id: UUID) -> draft_marking.DraftMarks:
    """How the answers so far would be marked, for the tutor's eyes only."""
    return draft_marking.draft_marks(db, actor, attempt_id)


@blueprint.put("/attempts/<uuid:attempt_id>/draft")
@requires(Permission.OWN_WORK)
@blueprint.arguments(DraftRequest)
@blueprint.response(200, DraftSchema)
def draft(db: Session, actor: Actor, wanted: dict[str, Any], attempt_id: UUID) -> ExerciseAttempt:
    """Save the answers so far."""
    return drafts.save_draft(db, actor, attempt_id=attempt_id, **wanted, now=runtime().clock.now())


@blueprint.post("/lessons/<uuid:lesson_id>/complete")
@requires(Permission.OWN_WORK)
@blueprint.arguments(LessonCompletionRequest)
@blueprint.response(200, LessonCompletionSchema)
def complete_lesson(db: Session, actor: Actor, wanted: dict[str, Any], lesson_id: UUID) -> LessonCompletion:
    """Mark a lesson as read."""
    return lessons.complete_lesson(db, actor, lesson_id=lesson_id, **wanted, now=runtime().clock.now())


@blueprint.patch("/enrollments/<uuid:enrollment_id>/assign")
@requires(Permission.CONTENT_ASSIGN)
@blueprint.arguments(AssignRequest)
@blueprint.response(200, AssignmentSchema)
def assign(db: Session, actor: Actor, wanted: dict[str, Any], enrollment_id: UUID) -> assigned.AssignmentView:
    """Choose what a student does next."""
    place = relations.enrollment_by_id(db, enrollment_id)
    made = assignments.assign_content(
        db,
        actor,
        session_id=place.session_id,
        student_id=place.student_id,
        new=assignments.NewAssignment(**wanted),
        now=runtime().clock.now(),
    )
    return assigned.assignment_view(db, made.assignment)


@blueprint.post("/assignments/<uuid:assignment_id>/withdraw")
@requires(Permission.CONTENT_ASSIGN)
@blueprint.arguments(WithdrawRequest)
@blueprint.response(200, AssignmentSchema)
def withdraw(db: Session, actor: Actor, wanted: dict[str, Any], assignment_id: UUID) -> assigned.AssignmentView:
    """Take an assignment back."""
    made = assignments.withdraw_assignment(
        db, actor, assignment_id=assignment_id, session_id=wanted["session_id"], now=runtime().clock.now()
    )
    return assigned.assignment_view(db, made.assignment)


@blueprint.post("/sessions/<uuid:session_id>/mark-complete")
@requires(Permission.CONTENT_ASSIGN)
@blueprint.arguments(MarkCompleteRequest)
@blueprint.response(200, AttemptSchema)
def mark_complete(db: Session, actor: Actor, wanted: dict[str, Any], session_id: UUID) -> tried.AttemptView:
    """Let a student go on: the exercise is complete, without a score."""
    done = completion.mark_complete(db, actor, session_id=session_id, **wanted, now=runtime().clock.now())
    return tried.attempt_view(db, done.attempt)


def _learner(db: Session, actor: Actor, wanted: dict[str, Any]) -> Learner:
    """Whoever is asked about: the caller, where nobody is named."""
    return relations.learner_for(db, actor, **wanted | {"student_id": wanted["student_id"] or actor.user_id})


def _as_told(actor: Actor, learner: Learner, view: next_content.NextContentView) -> next_content.NextContentView:
    return view.for_student() if learner.student_id == actor.user_id else view
