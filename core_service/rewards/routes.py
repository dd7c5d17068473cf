"""Points, badges and boards (R260 to R263, C25 to C27)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.centres.queries import settings_of_centre
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime
from core_service.rewards.queries.boards import Board, course_board, effort_board, membership_of, taken_nicknames
from core_service.rewards.queries.relations import SEES_REWARDS, centre_of_student
from core_service.rewards.queries.views import Rewards, rewards_of
from core_service.rewards.rules.boards import free_nicknames
from core_service.rewards.schemas import (
    BoardQuery,
    BoardSchema,
    CentreQuery,
    MembershipRequest,
    MembershipSchema,
    RewardsSchema,
)
from core_service.rewards.service import boards as service

blueprint = Blueprint("rewards", __name__, url_prefix="/api/rewards", description="Points, badges and boards")


@blueprint.get("/me")
@requires(Permission.OWN_WORK)
@blueprint.arguments(CentreQuery, location="query")
@blueprint.response(200, RewardsSchema)
def me(db: Session, actor: Actor, wanted: dict[str, Any]) -> Rewards:
    """One's own points, streak, badges and the newest credits."""
    return rewards_of(db, centre_id=_centre(actor, wanted), student_id=actor.user_id)


@blueprint.get("/students/<uuid:student_id>")
@requires(*SEES_REWARDS)
@blueprint.arguments(CentreQuery, location="query")
@blueprint.response(200, RewardsSchema)
def student(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> Rewards:
    """The same of a student, for their staff and their parents."""
    centre_id = centre_of_student(db, actor, student_id, wanted["centre_id"])
    return rewards_of(db, centre_id=centre_id, student_id=student_id)


@blueprint.get("/boards")
@requires(Permission.OWN_WORK)
@blueprint.arguments(BoardQuery, location="query")
@blueprint.response(200, BoardSchema)
def course(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The board of those who work at one's own level in a course."""
    centre_id, now = _centre(actor, wanted), runtime().clock.now()
    course_id = wanted["course_id"]
    return _shown(course_board(db, centre_id=centre_id, student_id=actor.user_id, course_id=course_id, now=now))


@blueprint.get("/boards/effort")
@requires(Permission.OWN_WORK)
@blueprint.arguments(CentreQuery, location="query")
@blueprint.response(200, BoardSchema)
def effort(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The centre's board of coming and coming again, where the centre shows one."""
    centre_id, now = _centre(actor, wanted), runtime().clock.now()
    is_shown = settings_of_centre(db, centre_id).effort_board
    return _shown(effort_board(db, centre_id=centre_id, student_id=actor.user_id, is_shown=is_shown, now=now))


@blueprint.get("/boards/membership")
@requires(Permission.OWN_WORK)
@blueprint.arguments(CentreQuery, location="query")
@blueprint.response(200, MembershipSchema)
def membership(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """On which boards one is, and names to choose from."""
    return _membership(db, actor, _centre(actor, wanted))


@blueprint.put("/boards/membership")
@requires(Permission.OWN_WORK)
@blueprint.arguments(MembershipRequest)
@blueprint.response(200, MembershipSchema)
def join(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """Join boards under a made-up name, or change one's choice."""
    centre_id = _centre(actor, wanted)
    service.join_boards(
        db,
        actor,
        centre_id=centre_id,
        nickname=wanted["nickname"],
        on_course_boards=wanted["course_boards"],
        on_effort_board=wanted["effort_board"],
    )
    return _membership(db, actor, centre_id)


@blueprint.delete("/boards/membership")
@requires(Permission.OWN_WORK)
@blueprint.arguments(CentreQuery, location="query")
@blueprint.response(204)
def leave(db: Session, actor: Actor, wanted: dict[str, Any]) -> None:
    """Leave all boards."""
    service.leave_boards(db, actor, centre_id=_centre(actor, wanted))


def _centre(actor: Actor, wanted: dict[str, Any]) -> UUID:
    return actor.centre_for(Permission.OWN_WORK, wanted=wanted["centre_id"])


def _shown(board: Board) -> dict[str, Any]:
    items = [
        {
            "rank": line.rank,
            "nickname": line.nickname,
            "points": line.points,
            "is_me": line.student_id == board.student_id,
        }
        for line in board.lines
    ]
    return {
        "is_shown": board.is_shown,
        "is_member": board.is_member,
        "since": board.since,
        "level": board.level.level if board.level else None,
        "items": items,
    }


def _membership(db: Session, actor: Actor, centre_id: UUID) -> dict[str, Any]:
    row = membership_of(db, centre_id, actor.user_id)
    return {
        "nickname": row.nickname if row else None,
        "course_boards": row.on_course_boards if row else False,
        "effort_board": row.on_effort_board if row else False,
        "has_effort_board": settings_of_centre(db, centre_id).effort_board,
        "choices": free_nicknames(taken_nicknames(db, centre_id), actor.user_id),
    }
