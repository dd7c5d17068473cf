"""Centre tablets: paired by staff, used by the youngest, who sign in by pictures there and nowhere else."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission, Role
from core_service.audit.service import record, record_row
from core_service.centres.queries import settings_of_centre
from core_service.foundation.db import DataScope, enter_scope
from core_service.foundation.errors import NotFound
from core_service.identity.errors import TooOldForPictures, WrongPictures
from core_service.identity.models import AppUser, CentreDevice, Login, PictureSignIn, UserRole
from core_service.identity.passwords import hash_password, is_password
from core_service.identity.queries.tablets import PairedTablet, child_with_code, is_early, paired_tablet
from core_service.identity.rules import TABLET_LOGIN_HOLDS_FOR, USE_NOTED_EVERY, token_hash
from core_service.identity.rules.pictures import Picture, code_text
from core_service.identity.service.sign_in import Client, end_logins, open_login
from shared.events.reports import PresenceReport
from shared.ids import new_id

PAIRS_TABLETS = (Permission.CENTRE_MANAGE, Permission.SYSTEM_SETTINGS)
SETS_CODES = (Permission.STUDENT_MANAGE, Permission.SESSION_CONDUCT)
"""A tutor must be able to help a child who has forgotten theirs."""

_LEAVES_WITHIN = timedelta(minutes=2)
"""After a lesson's end a tablet may still hand in what was on its way."""


def pair_tablet(
    db: Session, actor: Actor, *, centre_id: UUID, label: str, replaced: str | None = None, now: datetime
) -> tuple[CentreDevice, str]:
    """A tablet of the centre and its token, which is known to nobody else from now on.

    `replaced` is the token that the same tablet gives up: that pairing ends, with its logins, if it is the actor's to.
    """
    earlier = paired_tablet(db, replaced) if replaced else None
    if earlier is not None and earlier.centre.id in actor.centres_with(*PAIRS_TABLETS):
        unpair_tablet(db, actor, device=earlier.device, now=now)
    token = secrets.token_urlsafe(32)
    device = CentreDevice(
        id=new_id(),
        centre_id=centre_id,
        label=label,
        token_hash=token_hash(token),
        paired_by_id=actor.user_id,
        created_at=now,
    )
    db.add(device)
    db.flush()
    _record_device(db, actor, "DEVICE_PAIR", device)
    return device, token


def unpair_tablet(db: Session, actor: Actor, *, device: CentreDevice, now: datetime) -> None:
    """Ends a held tablet's pairing, and whoever is signed in there by pictures is out at once."""
    device.ended_at = now
    db.flush()
    end_logins(db, Login.device_id == device.id, reason="tablet unpaired", now=now)
    _record_device(db, actor, "DEVICE_UNPAIR", device)


def set_pictures(
    db: Session, actor: Actor, *, student_id: UUID, picture: Picture, code: Sequence[Picture], now: datetime
) -> PictureSignIn:
    """Gives a child of one of the actor's centres their own picture and a code, in place of one of before.

    Raises NotFound for whoever is no student there, TooOldForPictures.
    """
    person, centre_id = _held_student(db, actor, student_id)
    if not is_early(person, settings_of_centre(db, centre_id), now.date()):
        raise TooOldForPictures
    found = sa.select(PictureSignIn).where(PictureSignIn.centre_id == centre_id, PictureSignIn.user_id == person.id)
    row = db.scalar(found) or PictureSignIn(id=new_id(), centre_id=centre_id, user_id=person.id)
    row.picture, row.code_hash, row.set_by_id = picture, hash_password(code_text(list(code))), actor.user_id
    db.add(row)
    db.flush()
    _record_code(db, actor, "PICTURE_CODE_SET", centre_id, person.id)
    return row


def remove_pictures(db: Session, actor: Actor, *, student_id: UUID, now: datetime) -> None:
    """Takes a child's code away: they are signed out on every tablet. Raises NotFound."""
    person, centre_id = _held_student(db, actor, student_id)
    found = sa.select(PictureSignIn).where(PictureSignIn.centre_id == centre_id, PictureSignIn.user_id == person.id)
    row = db.scalar(found)
    if row is None:
        raise NotFound("sign-in by pictures")
    db.delete(row)
    db.flush()
    on_tablets = sa.and_(Login.user_id == person.id, Login.device_id.is_not(None))
    end_logins(db, on_tablets, reason="code removed", now=now)
    _record_code(db, actor, "PICTURE_CODE_REMOVE", centre_id, person.id)


def _held_student(db: Session, actor: Actor, student_id: UUID) -> tuple[AppUser, UUID]:
    """A student of a centre in which the actor sets codes, the first such centre."""
    found = (
        sa.select(AppUser, UserRole.centre_id)
        .join(UserRole, UserRole.user_id == AppUser.id)
        .where(
            AppUser.id == student_id,
            UserRole.role == Role.STUDENT,
            UserRole.is_active,
            UserRole.centre_id.in_(list(actor.centres_with(*SETS_CODES))),
        )
        .order_by(UserRole.centre_id)
        .with_for_update(of=AppUser)
    )
    row = db.execute(found).first()
    if row is None:
        raise NotFound("student")
    return row[0], row[1]


def sign_in_by_pictures(
    db: Session, tablet: PairedTablet, *, student_id: UUID, code: Sequence[Picture], client: Client, now: datetime
) -> tuple[Actor, str]:
    """A login that is marked with its tablet, and its token. Raises WrongPictures."""
    enter_scope(db, DataScope(frozenset({tablet.centre.id})))
    found = child_with_code(db, tablet, student_id, now.date())
    if not is_password(code_text(list(code)), found[1].code_hash if found else None) or found is None:
        raise WrongPictures
    person = found[0]
    enter_scope(db, DataScope(frozenset({tablet.centre.id}), person.id))
    return open_login(db, person, client, holds_for=TABLET_LOGIN_HOLDS_FOR, device_id=tablet.device.id, now=now)


def leave_tablets(db: Session, user_ids: Collection[UUID], *, now: datetime) -> None:
    """At a lesson's end its children's sign-ins by pictures run out, soon enough for the next child."""
    ending = sa.and_(Login.user_id.in_(list(user_ids)), Login.device_id.is_not(None), Login.ended_at.is_(None))
    soon = now + _LEAVES_WITHIN
    db.execute(sa.update(Login).where(ending, Login.expires_at > soon).values(expires_at=soon))


def note_presence(db: Session, reports: Sequence[PresenceReport]) -> None:
    """Who is in a room uses their tablet, though they may ask the core for nothing; one statement, however many."""
    if not reports:
        return
    seen_at = max(report.seen_at for report in reports)
    on_tablet = sa.and_(
        Login.user_id.in_({UUID(report.user_id) for report in reports}),
        Login.device_id.is_not(None),
        Login.ended_at.is_(None),
        Login.last_seen_at < seen_at - USE_NOTED_EVERY,
    )
    db.execute(sa.update(Login).where(on_tablet).values(last_seen_at=seen_at))


def _record_device(db: Session, actor: Actor, action: str, device: CentreDevice) -> None:
    permission = next(each for each in PAIRS_TABLETS if actor.may(each, device.centre_id))
    record_row(db, actor, permission, action, device)


def _record_code(db: Session, actor: Actor, action: str, centre_id: UUID, user_id: UUID) -> None:
    permission = next(each for each in reversed(SETS_CODES) if actor.may(each, centre_id))
    record(db, actor, permission, action, centre_id=centre_id, resource_type="AppUser", resource_id=user_id)
