"""What somebody is in a session's room (PROTOCOL, Connecting)."""

from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.live.rules import RoomRole
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import Relation, relation_to, stepped_in

ROLE_OF: dict[Relation, RoomRole] = {
    Relation.TUTOR: RoomRole.TUTOR,
    Relation.OVERSEER: RoomRole.OBSERVER,
    Relation.STUDENT: RoomRole.STUDENT,
}


def role_in(db: Session, actor: Actor, session: TutoringSession) -> RoomRole | None:
    """The actor's strongest role; None for whoever has nothing to do with the session."""
    return ROLE_OF.get(relation_to(db, actor, session))


def tutor_ids(db: Session, session: TutoringSession) -> list[UUID]:
    """All who hold the tutor's role: the tutor, the substitute, and who stepped in."""
    return list(dict.fromkeys([*session.named_tutor_ids, *stepped_in(db, session.id)]))
