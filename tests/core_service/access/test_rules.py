"""Who holds which permission, and as what an act is recorded (R281, R282, C29, C46)."""

import pytest

from core_service.access.actor import Actor, Grant
from core_service.access.errors import CentreMissing, PermissionMissing
from core_service.access.rules import PERMISSIONS_OF, Permission, Role, acting_role
from core_service.foundation.db import FRANCHISE_ID
from shared.ids import new_id

HERE, THERE = new_id(), new_id()


def actor(*grants: Grant) -> Actor:
    """Somebody with these roles; a SUPER_ADMIN knows both centres."""
    is_super = any(grant.role is Role.SUPER_ADMIN for grant in grants)
    return Actor(new_id(), new_id(), "Somebody", grants, frozenset({HERE, THERE} if is_super else ()))


def test_supervisor_holds_all_eighteen() -> None:
    """Tutor's, assessor's and their own (R282), but nothing of a student or parent."""
    own = {Permission.OWN_WORK, Permission.CHILD_VIEW}
    assert PERMISSIONS_OF[Role.SUPERVISOR] == set(Permission) - own
    assert len(PERMISSIONS_OF[Role.SUPERVISOR]) == 18


@pytest.mark.parametrize(
    ("permission", "holders"),
    [
        (Permission.SESSION_CONDUCT, {Role.TEACHER}),
        (Permission.ATTENDANCE_MARK, {Role.TEACHER}),
        (Permission.CONTENT_ASSIGN, {Role.TEACHER}),
        (Permission.ASSESSMENT_REVIEW, {Role.ASSESSOR}),
        (Permission.ACADEMIC_PROFILE_UPDATE, {Role.ASSESSOR}),
        (Permission.CENTRE_MANAGE, set()),
        (Permission.REPORTS_VIEW, {Role.TEACHER, Role.ASSESSOR}),
    ],
)
def test_matrix_of_the_documents(permission: Permission, holders: set[Role]) -> None:
    """R281's matrix; supervisors, admins and super admins hold each of them."""
    leaders = {Role.SUPERVISOR, Role.ADMIN, Role.SUPER_ADMIN}
    assert {role for role in Role if permission in PERMISSIONS_OF[role]} == holders | leaders


@pytest.mark.parametrize(
    ("permission", "expected"),
    [
        (Permission.ASSESSMENT_REVIEW, Role.ASSESSOR),
        (Permission.SESSION_CONDUCT, Role.TEACHER),
        (Permission.SCHEDULE_MANAGE, Role.SUPERVISOR),
        (Permission.OWN_WORK, None),
    ],
)
def test_supervisor_acts_as_the_least_privileged_role_that_grants(permission: Permission, expected: Role) -> None:
    """A supervisor who marks acts as ASSESSOR, who teaches as TEACHER (C46)."""
    assert acting_role(frozenset({Role.SUPERVISOR}), permission) == expected


def test_supervisor_has_no_say_in_another_centre() -> None:
    """C29: the role counts where it was given."""
    supervisor = actor(Grant(Role.SUPERVISOR, HERE))
    assert supervisor.may(Permission.SESSION_CONDUCT, HERE)
    assert not supervisor.may(Permission.SESSION_CONDUCT, THERE)
    with pytest.raises(PermissionMissing):
        supervisor.demand(Permission.SESSION_CONDUCT, THERE)


def test_context_is_where_the_permission_is_held() -> None:
    """A teacher here who is a parent there teaches only here."""
    both = actor(Grant(Role.TEACHER, HERE), Grant(Role.PARENT, THERE))
    assert both.centres_with(Permission.SESSION_VIEW_STUDENTS) == {HERE}
    assert both.centres_with(Permission.CHILD_VIEW) == {THERE}


def test_super_admin_everywhere() -> None:
    """Every centre and the franchise."""
    chief = actor(Grant(Role.SUPER_ADMIN, FRANCHISE_ID))
    assert chief.centres_with(Permission.SYSTEM_SETTINGS) == {HERE, THERE, FRANCHISE_ID}


def test_centre_of_a_new_row() -> None:
    """The only one there is; with several it must be named, and a foreign one is refused."""
    one = actor(Grant(Role.ADMIN, HERE))
    assert one.centre_for(Permission.SCHEDULE_MANAGE, wanted=None) == HERE
    with pytest.raises(PermissionMissing):
        one.centre_for(Permission.SCHEDULE_MANAGE, wanted=THERE)
    two = actor(Grant(Role.ADMIN, HERE), Grant(Role.SUPERVISOR, THERE))
    assert two.centre_for(Permission.SCHEDULE_MANAGE, wanted=THERE) == THERE
    with pytest.raises(CentreMissing):
        two.centre_for(Permission.SCHEDULE_MANAGE, wanted=None)
    apart = actor(Grant(Role.TEACHER, HERE), Grant(Role.STUDENT, THERE))
    assert apart.centre_for(Permission.SESSION_CONDUCT, wanted=None) == HERE
    with pytest.raises(CentreMissing):
        apart.centre_for(Permission.SESSION_CONDUCT, Permission.OWN_WORK, wanted=None)
