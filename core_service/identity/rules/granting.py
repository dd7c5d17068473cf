"""Who may give and end which role (R280 to R283)."""

from collections.abc import Iterable

from core_service.access.rules import Permission, Role

_NEEDED = {
    Role.STUDENT: Permission.STUDENT_MANAGE,
    Role.PARENT: Permission.STUDENT_MANAGE,
    Role.TEACHER: Permission.TUTOR_MANAGE,
    Role.ASSESSOR: Permission.TUTOR_MANAGE,
    Role.SUPERVISOR: Permission.CENTRE_MANAGE,
    Role.ADMIN: Permission.CENTRE_MANAGE,
    Role.SUPER_ADMIN: Permission.CENTRE_MANAGE,
}
_GIVEN_ONLY_BY = {
    Role.ADMIN: frozenset({Role.ADMIN, Role.SUPER_ADMIN}),
    Role.SUPER_ADMIN: frozenset({Role.SUPER_ADMIN}),
}


def needed_for(role: Role) -> Permission:
    """The permission that giving or ending this role asks for, in the role's own centre."""
    return _NEEDED[role]


def may_grant(held: Iterable[Role], permissions: Iterable[Permission], role: Role) -> bool:
    """Whether whoever holds these roles, and may use these permissions, in a centre may give or end `role` there."""
    givers = _GIVEN_ONLY_BY.get(role)
    return needed_for(role) in set(permissions) and (givers is None or not givers.isdisjoint(held))
