"""Boards as one student sees them: only who wants to be seen, only at the same level, by made-up names (C27)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import GradeLevel
from core_service.learners.models import SubjectAssessment
from core_service.learners.queries import working_level
from core_service.learners.rules import Learner
from core_service.rewards.models import BoardMembership, XpCredit
from core_service.rewards.rules.boards import BOARD_SPAN, Line, ranked, shown
from core_service.rewards.rules.points import EFFORT, OF_A_COURSE, XpReason


@dataclass(frozen=True, slots=True)
class Board:
    """`lines` are empty for whoever is not on it: to look is to be looked at. `level` is None on the effort board."""

    is_shown: bool
    """Whether the centre has this board, and the student a level in the course."""
    is_member: bool
    since: datetime
    lines: Sequence[Line]
    level: GradeLevel | None = None
    student_id: UUID | None = None


def membership_of(db: Session, centre_id: UUID, student_id: UUID) -> BoardMembership | None:
    """None for whoever has not asked for it."""
    return db.scalar(
        sa.select(BoardMembership).where(
            BoardMembership.centre_id == centre_id, BoardMembership.student_id == student_id
        )
    )


def taken_nicknames(db: Session, centre_id: UUID) -> frozenset[str]:
    """At this centre."""
    return frozenset(db.scalars(sa.select(BoardMembership.nickname).where(BoardMembership.centre_id == centre_id)))


def course_board(db: Session, *, centre_id: UUID, student_id: UUID, course_id: UUID, now: datetime) -> Board:
    """Of those who work at the student's own level in the course, and of nobody else."""
    since = now - BOARD_SPAN
    own = membership_of(db, centre_id, student_id)
    level = working_level(db, Learner(centre_id, student_id, course_id))
    is_member = own is not None and own.on_course_boards
    if level is None or not is_member:
        return Board(level is not None, is_member, since, (), level, student_id)
    at_level = sa.select(SubjectAssessment.student_id).where(
        SubjectAssessment.centre_id == centre_id,
        SubjectAssessment.course_id == course_id,
        SubjectAssessment.grade_level_id == level.id,
    )
    members = sa.and_(BoardMembership.on_course_boards, BoardMembership.student_id.in_(at_level))
    lines = _lines(db, centre_id, members, OF_A_COURSE, since, course_id)
    return Board(True, True, since, shown(lines, student_id), level, student_id)


def effort_board(db: Session, *, centre_id: UUID, student_id: UUID, is_shown: bool, now: datetime) -> Board:
    """Of the whole centre, on coming and coming again: open to everybody at any level."""
    since = now - BOARD_SPAN
    own = membership_of(db, centre_id, student_id)
    is_member = own is not None and own.on_effort_board
    if not is_shown or not is_member:
        return Board(is_shown, is_member, since, (), None, student_id)
    lines = _lines(db, centre_id, BoardMembership.on_effort_board, EFFORT, since, None)
    return Board(True, True, since, shown(lines, student_id), None, student_id)


def _lines(
    db: Session,
    centre_id: UUID,
    members: sa.SQLColumnExpression[bool],
    reasons: Collection[XpReason],
    since: datetime,
    course_id: UUID | None,
) -> list[Line]:
    counts = [
        XpCredit.centre_id == BoardMembership.centre_id,
        XpCredit.student_id == BoardMembership.student_id,
        XpCredit.reason.in_(reasons),
        XpCredit.earned_at >= since,
    ]
    if course_id is not None:
        counts.append(XpCredit.course_id == course_id)
    found = (
        sa.select(
            BoardMembership.student_id,
            BoardMembership.nickname,
            sa.func.coalesce(sa.func.sum(XpCredit.points), 0),
        )
        .outerjoin(XpCredit, sa.and_(*counts))
        .where(BoardMembership.centre_id == centre_id, members)
        .group_by(BoardMembership.student_id, BoardMembership.nickname)
    )
    return ranked([(student_id, nickname, int(points)) for student_id, nickname, points in db.execute(found)])
