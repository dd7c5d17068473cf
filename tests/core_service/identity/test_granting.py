"""Who may give which role: properties of the rule, over all that anybody may hold."""

from hypothesis import given, strategies as st

from core_service.access.rules import PERMISSIONS_OF, Permission, Role
from core_service.identity.rules.granting import may_grant, needed_for

roles = st.frozensets(st.sampled_from(Role))
permissions = st.frozensets(st.sampled_from(Permission))
role = st.sampled_from(Role)


def of(held: frozenset[Role]) -> frozenset[Permission]:
    """All that these roles permit."""
    return frozenset[Permission]().union(*(PERMISSIONS_OF[each] for each in held))


@given(roles, role)
def test_nobody_gives_more_than_they_hold(held: frozenset[Role], wanted: Role) -> None:
    """Whoever may give a role may already do all that it permits to staff."""
    if may_grant(held, of(held), wanted):
        assert PERMISSIONS_OF[wanted] - {Permission.OWN_WORK, Permission.CHILD_VIEW} <= of(held)


@given(roles, permissions, role)
def test_fewer_permissions_never_help(held: frozenset[Role], allowed: frozenset[Permission], wanted: Role) -> None:
    """A token with some of its person's permissions gives at most what the person may give."""
    if may_grant(held, of(held) & allowed, wanted):
        assert may_grant(held, of(held), wanted)


@given(roles, role)
def test_more_roles_never_hurt(held: frozenset[Role], wanted: Role) -> None:
    """Supervisors who also teach lose nothing by it."""
    if may_grant(held, of(held), wanted):
        more = held | {Role.TEACHER}
        assert may_grant(more, of(more), wanted)


@given(roles)
def test_only_super_admins_make_super_admins(held: frozenset[Role]) -> None:
    """And only admins, or they, make admins."""
    assert may_grant(held, of(held), Role.SUPER_ADMIN) == (Role.SUPER_ADMIN in held)
    assert may_grant(held, of(held), Role.ADMIN) == bool(held & {Role.ADMIN, Role.SUPER_ADMIN})


@given(st.frozensets(st.sampled_from([Role.STUDENT, Role.PARENT, Role.TEACHER, Role.ASSESSOR])), role)
def test_who_manages_nobody_gives_nothing(held: frozenset[Role], wanted: Role) -> None:
    """Students, parents, tutors and assessors."""
    assert not may_grant(held, of(held), wanted)


def test_each_role_needs_its_permission() -> None:
    """TUTOR_MANAGE for tutors and assessors, STUDENT_MANAGE for families, CENTRE_MANAGE for the rest."""
    assert {each: needed_for(each) for each in Role} == {
        Role.STUDENT: Permission.STUDENT_MANAGE,
        Role.PARENT: Permission.STUDENT_MANAGE,
        Role.TEACHER: Permission.TUTOR_MANAGE,
        Role.ASSESSOR: Permission.TUTOR_MANAGE,
        Role.SUPERVISOR: Permission.CENTRE_MANAGE,
        Role.ADMIN: Permission.CENTRE_MANAGE,
        Role.SUPER_ADMIN: Permission.CENTRE_MANAGE,
    }
