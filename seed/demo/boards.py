"""Some of the demo's students want to be on boards, under made-up names."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.centres.models import Centre
from core_service.rewards.models import BoardMembership
from core_service.rewards.rules.boards import NICKNAMES
from core_service.rewards.service.boards import join_boards
from seed.demo.centres import KnownCentre

_NOT_ON_BOARDS = 3
"""Every third student has not asked for it."""


def write_boards(db: Session, centre: KnownCentre) -> None:
    """Once; the centre shows its board of effort. Needs the centre's scope."""
    joined = sa.select(BoardMembership.id).where(BoardMembership.centre_id == centre.id)
    if db.scalar(joined.limit(1)) is not None:
        return
    row = db.get_one(Centre, centre.id)
    row.settings = {**row.settings, "effortBoard": True}
    for place, student in enumerate(centre.cast.students):
        if place % _NOT_ON_BOARDS != _NOT_ON_BOARDS - 1:
            join_boards(
                db,
                centre.actor(student.account, Role.STUDENT),
                centre_id=centre.id,
                nickname=NICKNAMES[7 * place % len(NICKNAMES)],
                on_course_boards=True,
                on_effort_board=place % 2 == 0,
            )
