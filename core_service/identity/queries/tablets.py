"""Who may sign in by pictures, and on which tablets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.centres.models import Centre
from core_service.centres.rules import CentreSettings, settings_of
from core_service.identity.models import AppUser, CentreDevice, PictureSignIn, UserRole
from core_service.identity.queries import age_tier_of
from core_service.identity.rules import AgeTier, token_hash
from core_service.identity.rules.pictures import Picture


@dataclass(frozen=True, slots=True)
class PairedTablet:
    """A tablet with the centre that it is paired with."""

    device: CentreDevice
    centre: Centre

    @property
    def settings(self) -> CentreSettings:
        """What its centre has set."""
        return settings_of(self.centre.settings)


@dataclass(frozen=True, slots=True)
class Child:
    """A child as a tablet shows them: name and own picture, no more."""

    id: UUID
    name: str
    picture: Picture


def paired_tablet(db: Session, token: str) -> PairedTablet | None:
    """None for a token that is unknown or over, or whose centre is closed."""
    found = (
        sa.select(CentreDevice, Centre)
        .join(Centre, Centre.id == CentreDevice.centre_id)
        .where(CentreDevice.token_hash == token_hash(token), CentreDevice.ended_at.is_(None), Centre.is_active)
    )
    row = db.execute(found).one_or_none()
    return None if row is None else PairedTablet(row[0], row[1])


def children_of(db: Session, tablet: PairedTablet, today: date) -> Sequence[Child]:
    """The youngest of the centre who have a code, by name; asked in the centre's scope, in one statement."""
    found = _may_use(tablet.centre.id).add_columns(PictureSignIn.picture)
    rows = db.execute(found.order_by(AppUser.name, AppUser.id))
    return [
        Child(person.id, person.name, picture) for person, picture in rows if is_early(person, tablet.settings, today)
    ]


def child_with_code(
    db: Session, tablet: PairedTablet, student_id: UUID, today: date
) -> tuple[AppUser, PictureSignIn] | None:
    """One of them with their code, or None."""
    row = db.execute(
        _may_use(tablet.centre.id).add_columns(PictureSignIn).where(AppUser.id == student_id)
    ).one_or_none()
    return None if row is None or not is_early(row[0], tablet.settings, today) else (row[0], row[1])


def is_early(person: AppUser, settings: CentreSettings, today: date) -> bool:
    """Whether they get the screen for the youngest."""
    return age_tier_of(person, settings, today) is AgeTier.EARLY


def _may_use(centre_id: UUID) -> sa.Select[AppUser]:
    learns = sa.exists().where(
        UserRole.user_id == AppUser.id,
        UserRole.centre_id == centre_id,
        UserRole.role == Role.STUDENT,
        UserRole.is_active,
    )
    return (
        sa.select(AppUser)
        .join(PictureSignIn, PictureSignIn.user_id == AppUser.id)
        .where(PictureSignIn.centre_id == centre_id, AppUser.is_active, learns)
    )
