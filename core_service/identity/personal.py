"""A person, how they sign in, what they are where, and their family."""

from uuid import UUID

import sqlalchemy as sa

from core_service.foundation.personal import Fate, PersonalRows
from core_service.identity.models import (
    ApiToken,
    AppUser,
    CentreDevice,
    CentreMember,
    Credential,
    GuardianLink,
    Invitation,
    Login,
    PasswordReset,
    PictureSignIn,
    UserRole,
)
from core_service.identity.rules import FORMER_MEMBER


def invitations_about(person_id: UUID) -> sa.ColumnElement[bool]:
    """Sent to their address, accepted by them, or sent to whoever was to become their parent."""
    address = sa.select(Credential.email).where(Credential.user_id == person_id)
    named = (Invitation.student_id == person_id, Invitation.accepted_by_id == person_id)
    return sa.or_(Invitation.email.in_(address), *named)


def _to_themselves(person_id: UUID, _asked_by: UUID) -> sa.ColumnElement[bool]:
    """The address of another parent is none of the family's business."""
    return Invitation.accepted_by_id == person_id


def _own_link(person_id: UUID, asked_by: UUID) -> sa.ColumnElement[bool]:
    """A family is not told who else is linked to the child."""
    return GuardianLink.guardian_id.in_([person_id, asked_by])


PERSONAL = (
    PersonalRows(
        model=AppUser,
        label="Name, portrait, birthday and school class",
        of=lambda person_id: AppUser.id == person_id,
        fate=Fate.ANONYMISED,
        blank={
            "name": FORMER_MEMBER,
            "avatar_url": None,
            "school_grade": None,
            "date_of_birth": None,
            "age_tier_override": None,
            "is_active": False,
        },
        is_of_person=True,
    ),
    PersonalRows(model=CentreMember, label="Membership", subject=("user_id",)),
    PersonalRows(model=UserRole, label="Roles", subject=("user_id",), fate=Fate.DELETED),
    PersonalRows(
        model=GuardianLink,
        label="Links between parents and children",
        subject=("guardian_id", "student_id"),
        fate=Fate.DELETED,
        for_family=_own_link,
    ),
    PersonalRows(
        model=Invitation,
        label="Invitations",
        of=invitations_about,
        subject=("student_id", "accepted_by_id"),
        acts=("invited_by_id",),
        fate=Fate.DELETED,
        secret=("token_hash",),
        for_family=_to_themselves,
    ),
    PersonalRows(
        model=Credential,
        label="Sign-in",
        subject=("user_id",),
        fate=Fate.DELETED,
        secret=("password_hash",),
        is_of_person=True,
    ),
    PersonalRows(
        model=PasswordReset,
        label="Password resets",
        subject=("user_id",),
        fate=Fate.DELETED,
        secret=("token_hash",),
        is_of_person=True,
    ),
    PersonalRows(
        model=PictureSignIn,
        label="Sign-in by pictures",
        subject=("user_id",),
        acts=("set_by_id",),
        fate=Fate.DELETED,
        secret=("code_hash",),
    ),
    PersonalRows(
        model=Login,
        label="Times of signing in",
        subject=("user_id",),
        fate=Fate.DELETED,
        secret=("token_hash",),
        is_of_person=True,
    ),
    PersonalRows(
        model=ApiToken, label="Tokens of programs", subject=("user_id",), fate=Fate.DELETED, secret=("token_hash",)
    ),
    PersonalRows(model=CentreDevice, label="Paired tablets", acts=("paired_by_id",), secret=("token_hash",)),
)
"""The address of an invitation is looked up in the sign-in, so invitations stand before it."""
