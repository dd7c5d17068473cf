"""The letters of identity: a token is made as its letter is written, so that no secret waits in a job's arguments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.centres.models import Centre
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.mail import Letter, Post
from core_service.identity.models import AppUser, Invitation
from core_service.identity.queries.invitations import InvitationStatus, letter_of, status_of
from core_service.identity.service.invitations import make_token
from core_service.identity.service.password_reset import make_reset

_AS = {
    Role.STUDENT: "as a student",
    Role.PARENT: "as a parent",
    Role.TEACHER: "as a tutor",
    Role.ASSESSOR: "as an assessor",
    Role.SUPERVISOR: "as a supervisor",
    Role.ADMIN: "as an administrator",
    Role.SUPER_ADMIN: "as a super-admin",
}

_INVITATION = """Hello,

{inviter} invites you to join {centre} {role} on AetherLearn.

Open this link to accept, until {until}:

{link}

It works once. If you did not expect this letter, you need not do anything.
"""

_RESET = """Hello {name},

somebody, probably you, has asked for a new password for your AetherLearn account. Choose one here within an hour:

{link}

The link works once. If it was not you, you need not do anything: your password stays as it is.
"""


class IdentityLetters:
    """The jobs that write to people about their accounts, with the post and the pages' address."""

    def __init__(self, post: Post, public_url: str) -> None:
        self._post = post
        self._public_url = public_url.rstrip("/")

    def write_invitation(self, db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
        """Sends an invitation that still holds; run again, it sends a link that works and voids the one of before."""
        invitation = db.get(Invitation, UUID(arguments["invitationId"]))
        rows = letter_of(db, invitation) if invitation else []
        offered = [row for row in rows if status_of(row, now) is InvitationStatus.OPEN]
        if invitation is None or not offered:
            return
        inviter = db.scalar(sa.select(AppUser.name).where(AppUser.id == invitation.invited_by_id))
        name = " and ".join(self._names_of_centres(db, offered))
        children = [row for row in offered if row.student_id is not None]
        text = _INVITATION.format(
            inviter=inviter or "AetherLearn",
            centre=name,
            role=f"as the parent of {len(children)} children" if len(children) > 1 else _AS[invitation.role],
            until=f"{min(row.expires_at for row in offered):%-d %B %Y}",
            link=f"{self._public_url}/invite/{make_token(db, invitation, offered, now=now)}",
        )
        key = f"invitation.{invitation.id}.{int(now.timestamp())}"
        subject = f"Your invitation to {name}"
        self._post.send(Letter(key=key, to=invitation.email, subject=subject, text=text, written_at=now))

    @staticmethod
    def _names_of_centres(db: Session, offered: Sequence[Invitation]) -> list[str]:
        """Once each, in the invitations' order."""
        centres = dict.fromkeys(row.centre_id for row in offered)
        return ["AetherLearn" if id == FRANCHISE_ID else db.get_one(Centre, id).name for id in centres]

    def write_reset(self, db: Session, arguments: Mapping[str, Any], *, now: datetime) -> None:
        """Sends a link to a new password; nothing for an address that nobody has."""
        user_id = arguments["userId"]
        made = make_reset(db, user_id=UUID(user_id), now=now) if user_id else None
        if made is None:
            return
        email, name, token = made
        text = _RESET.format(name=name, link=f"{self._public_url}/reset?token={quote(token)}")
        key = f"password-reset.{user_id}.{int(now.timestamp())}"
        self._post.send(Letter(key=key, to=email, subject="A new password for AetherLearn", text=text, written_at=now))
