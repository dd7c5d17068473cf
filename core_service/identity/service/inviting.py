"""What invitations would offer, and whether they may be sent: each row's faults are named before anybody is invited."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.foundation.errors import FieldError, Invalid
from core_service.identity.queries.invitations import OfferKey, members_by_address, open_offers, students_among
from core_service.identity.rules import normal_email


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedChild:
    """A child whose parent somebody becomes; without a centre, in that of the invitation."""

    student_id: UUID
    centre_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitation:
    """Who is invited as what; `student_id`, or `children`: whose parent they become."""

    email: str
    role: Role
    student_id: UUID | None = None
    children: Sequence[InvitedChild] = ()


@dataclass(frozen=True, slots=True)
class OfferedRole:
    """One role in one centre, for one child or none; `letter` is the number of the row whose letter tells it.

    `child_path` is the child's place in the request, `again_path` that of what makes it an offer made before.
    """

    letter: int
    centre_id: UUID
    email: str
    role: Role
    student_id: UUID | None
    child_path: str
    again_path: str

    @property
    def key(self) -> OfferKey:
        """What may be open only once."""
        return self.centre_id, self.email, self.role, self.student_id


def offers_of(invited: Sequence[NewInvitation], centre_id: UUID, path: str) -> list[OfferedRole]:
    """One for each child, or for who has none; `path` is a row's place in the request, with its number for `{}`."""
    found = []
    for number, each in enumerate(invited):
        place, email = path.format(number), normal_email(each.email)
        for at, child in enumerate(each.children):
            child_path = f"{place}children.{at}.studentId"
            where = child.centre_id or centre_id
            found.append(OfferedRole(number, where, email, each.role, child.student_id, child_path, child_path))
        if not each.children:
            paths = f"{place}studentId", f"{place}email"
            found.append(OfferedRole(number, centre_id, email, each.role, each.student_id, *paths))
    return found


def demand_sensible(db: Session, offers: Sequence[OfferedRole]) -> None:
    """Raises Invalid with the path of each that offers what is offered, or is so, already, or a child of nobody's."""
    centres, emails = {each.centre_id for each in offers}, {each.email for each in offers}
    offered = open_offers(db, centres, emails)
    members = members_by_address(db, centres, emails)
    students = students_among(db, centres, {each.student_id for each in offers if each.student_id})
    errors = []
    for each in offers:
        errors += [FieldError(path, words) for path, words in _faults(each, offered, members, students)]
        offered.add(each.key)
    if errors:
        raise Invalid("Some invitations cannot be sent.", errors=errors)


def _faults(
    offer: OfferedRole, offered: set[OfferKey], members: set[OfferKey], students: set[tuple[UUID, UUID]]
) -> list[tuple[str, str]]:
    """(path, what is wrong)."""
    found = []
    if offer.student_id is not None and offer.role is not Role.PARENT:
        found.append((offer.child_path, "goes only with the role PARENT"))
    elif offer.student_id is not None and (offer.centre_id, offer.student_id) not in students:
        found.append((offer.child_path, "is no student of this centre"))
    if offer.key in offered:
        found.append((offer.again_path, "has been invited so already: send that invitation again"))
    elif offer.key in members:
        found.append((offer.again_path, "belongs to somebody who is that already"))
    return found
