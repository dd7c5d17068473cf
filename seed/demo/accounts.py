"""What belongs to the demo's accounts: a paired tablet, pictures for the youngest, an invitation that waits."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.identity.models import AppUser, CentreDevice, Invitation, PictureSignIn
from core_service.identity.queries.tablets import is_early
from core_service.identity.rules import normal_email, token_hash
from core_service.identity.rules.pictures import Picture
from core_service.identity.service.invitations import invite, resend
from core_service.identity.service.inviting import NewInvitation
from core_service.identity.service.tablets import pair_tablet, set_pictures
from seed.demo.cast import DEMO_CODE, DEMO_TABLET_LABEL
from seed.demo.centres import KnownCentre


def write_accounts(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """Adds what is missing; what somebody has changed since stays."""
    _pair_tablet(db, centre, now=now)
    _give_pictures(db, centre, now=now)
    if centre.cast.invited:
        _keep_invited(db, centre, centre.cast.invited, now=now)


def _pair_tablet(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """Its token is known, so that the demo can be tried from a terminal; only demo centres have such a tablet."""
    known = token_hash(centre.cast.tablet_token)
    if db.scalar(sa.select(CentreDevice.id).where(CentreDevice.token_hash == known)) is None:
        supervisor = centre.actor("supervisor", Role.SUPERVISOR)
        device, _ = pair_tablet(db, supervisor, centre_id=centre.id, label=DEMO_TABLET_LABEL, now=now)
        device.token_hash = known
        db.flush()


def _give_pictures(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """Everybody young enough gets a picture of their own, and all the same code."""
    supervisor = centre.actor("supervisor", Role.SUPERVISOR)
    has_one = set(db.scalars(sa.select(PictureSignIn.user_id).where(PictureSignIn.centre_id == centre.id)))
    ids = [centre.people[student.account] for student in centre.cast.students]
    people = db.scalars(sa.select(AppUser).where(AppUser.id.in_(ids)).order_by(AppUser.name))
    youngest = [person for person in people if is_early(person, centre.cast.settings, now.date())]
    for person, picture in zip(youngest, Picture, strict=False):
        if person.id not in has_one:
            set_pictures(db, supervisor, student_id=person.id, picture=picture, code=DEMO_CODE, now=now)


def _keep_invited(db: Session, centre: KnownCentre, account: str, *, now: datetime) -> None:
    """A tutor who has not answered yet; an invitation past its time is sent again."""
    supervisor, email = centre.actor("supervisor", Role.SUPERVISOR), normal_email(centre.cast.email(account))
    found = sa.select(Invitation).where(Invitation.centre_id == centre.id, Invitation.email == email)
    known = db.scalar(found.order_by(Invitation.created_at.desc()).limit(1))
    if known is None:
        invited = [NewInvitation(email=email, role=Role.TEACHER)]
        invite(db, supervisor, centre_id=centre.id, invited=invited, path="", now=now)
    elif known.accepted_at is None and known.revoked_at is None and known.expires_at <= now:
        resend(db, supervisor, invitation=known, now=now)
