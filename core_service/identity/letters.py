"""The letters of identity: a token is made as its letter is written, so that no secret waits in a job's arguments."""

from collections.abc import Mapping
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
from core_service.identity.queries.invitations import InvitationStatus, status_of
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
        found = sa.select(Invitation).where(Invitation.id == UUID(arguments["invitationId"])).with_for_update()
        invitation = db.scalar(found)
        if invitation is None or status_of(invitation, now) is not InvitationStatus.OPEN:
            return
        centre = db.get_one(Centre, invitation.centre_id)
        inviter = db.scalar(sa.select(AppUser.name).where(AppUser.id == invitation.invited_by_id))
        name = "AetherLearn" if centre.id == FRANCHISE_ID else centre.name
        text = _INVITATION.format(
            inviter=inviter or "AetherLearn",
            centre=name,
            role=_AS[invitation.role],
            until=f"{invitation.expires_at:%-d %B %Y}",
            link=f"{self._public_url}/invite/{make_token(db, invitation, now=now)}",
        )
        key = f"invitation.{invitation.id}.{int(now.timestamp())}"
        subject = f"Your invitation to {name}"
        self._post.send(Letter(key=key, to=invitation.email, subject=subject, text=text, written_at=now))

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
