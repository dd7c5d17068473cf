"""Who acts, in which centres and as what (R280, R283, C29, C46)."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from core_service.access.errors import CentreMissing, LoginNeeded, PermissionMissing
from core_service.access.rules import PERMISSIONS_OF, Permission, Role, acting_role
from core_service.foundation.db import FRANCHISE_ID


@dataclass(frozen=True, slots=True)
class Grant:
    """One active role of a person in one active centre."""

    role: Role
    centre_id: UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person for the length of one request."""

    user_id: UUID
    login_id: UUID
    name: str
    grants: tuple[Grant, ...]
    every_centre: frozenset[UUID] = field(default=frozenset())
    """All centres, for a SUPER_ADMIN; empty for everybody else."""
    request_id: str | None = None
    allowed: frozenset[Permission] | None = None
    """What an API token may do of what its person may; None for a login, which may do all of it."""
    api_token_id: UUID | None = None
    """The token, for a program; `login_id` is then the same."""
    device_id: UUID | None = None
    """The centre's tablet, for a child who signed in by pictures."""

    def roles_in(self, centre_id: UUID) -> frozenset[Role]:
        """The roles held in a centre; a SUPER_ADMIN holds theirs in every one."""
        return frozenset(
            grant.role
            for grant in self.grants
            if grant.centre_id == centre_id or (grant.role is Role.SUPER_ADMIN and centre_id in self.every_centre)
        )

    def may(self, permission: Permission, centre_id: UUID) -> bool:
        """Whether the actor holds the permission in the centre."""
        return permission in self.permissions_in(centre_id)

    def permissions_in(self, centre_id: UUID) -> frozenset[Permission]:
        """All that the actor may do in a centre."""
        held = frozenset[Permission]().union(*(PERMISSIONS_OF[role] for role in self.roles_in(centre_id)))
        return held if self.allowed is None else held & self.allowed

    def centres_with(self, *permissions: Permission) -> frozenset[UUID]:
        """The centres in which the actor holds any of the permissions: the scope of the rows they may see."""
        centres = {grant.centre_id for grant in self.grants} | self.every_centre
        return frozenset(
            centre for centre in centres if any(self.may(permission, centre) for permission in permissions)
        )

    def within(self, centre_id: UUID) -> "Actor":
        """The same SUPER_ADMIN with a centre that was made after they were looked up."""
        return replace(self, every_centre=self.every_centre | {centre_id}) if self.every_centre else self

    def acts_as(self, permission: Permission, centre_id: UUID) -> Role | None:
        """The least privileged role that grants the act there (C46)."""
        return acting_role(self.roles_in(centre_id), permission)

    def demand(self, permission: Permission, centre_id: UUID) -> None:
        """Raises PermissionMissing unless the actor holds the permission in the centre."""
        if not self.may(permission, centre_id):
            raise PermissionMissing([permission])

    def demand_login(self) -> None:
        """Raises LoginNeeded unless the person came in by their password.

        Whoever holds an API token, or a centre's tablet, must not make it outlive, or outdo, its person.
        """
        if self.api_token_id is not None or self.device_id is not None:
            raise LoginNeeded

    def refuse_program(self) -> None:
        """Raises LoginNeeded for an API token, where all centres of its person stand side by side."""
        if self.api_token_id is not None:
            raise LoginNeeded

    def centre_for(self, *permissions: Permission, wanted: UUID | None) -> UUID:
        """The centre that a new row belongs to: the one asked for, or the only one where one of them is held.

        Raises CentreMissing where several are possible and none is named, PermissionMissing for a foreign one.
        """
        possible = self.centres_with(*permissions) - {FRANCHISE_ID}
        if wanted is not None:
            if wanted not in possible:
                raise PermissionMissing(permissions)
            return wanted
        if len(possible) != 1:
            raise CentreMissing
        return next(iter(possible))
