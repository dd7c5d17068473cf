"""Sends one notification as a letter, if its reader still wants and can use it (R290, R292)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.foundation.mail import Letter, Post
from core_service.identity.models import AppUser, Credential
from core_service.notifications.models import Notification
from core_service.notifications.queries.readers import active_among, preferences
from core_service.notifications.rules.kinds import usual_channels
from core_service.notifications.rules.pages import PREFERENCES_PAGE
from core_service.notifications.service.texts import letter_texts


def send_letter(db: Session, post: Post, public_url: str, *, notification_id: UUID, now: datetime) -> None:
    """The job's last act is to send; a letter that was sent is not sent again by another run."""
    row = db.get(Notification, notification_id)
    if row is None or row.mailed_at is not None or (row.useful_until is not None and row.useful_until <= now):
        return
    reader = db.execute(
        sa.select(AppUser.name, Credential.email)
        .join(Credential, Credential.user_id == AppUser.id)
        .where(AppUser.id == row.user_id)
    ).one_or_none()
    if reader is None or not active_among(db, row.centre_id, [row.user_id]) or not _wants(db, row):
        return
    letter = _letter(row, reader[0], reader[1], public_url, now)
    row.mailed_at = now
    db.flush()
    post.send(letter)


def _wants(db: Session, row: Notification) -> bool:
    said = preferences(db, [row.user_id]).get((row.user_id, row.kind))
    return (said or usual_channels(row.kind, row.reader)).email


def _letter(row: Notification, name: str, email: str, public_url: str, now: datetime) -> Letter:
    settings_url = public_url + PREFERENCES_PAGE
    text, html = letter_texts(
        name=name, title=row.title, text=row.text, url=public_url + row.path, settings_url=settings_url
    )
    return Letter(
        key=f"notification.{row.id}",
        to=email,
        subject=row.title,
        text=text,
        html=html,
        written_at=now,
        unsubscribe=settings_url,
    )
