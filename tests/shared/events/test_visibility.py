"""Who may see an event."""

import pytest

from shared.events.values import Audience, RoomRole, UserId
from shared.events.visibility import visible_to

ME, OTHER = UserId("me"), UserId("other")


@pytest.mark.parametrize("audience", ["everyone", "staff", (ME,), (OTHER,), ()])
@pytest.mark.parametrize("role", [RoomRole.TUTOR, RoomRole.OBSERVER])
def test_staff_see_every_event(audience: Audience, role: RoomRole) -> None:
    """Tutor and observer alike."""
    assert visible_to(audience, ME, role)


@pytest.mark.parametrize(
    ("audience", "seen"), [("everyone", True), ("staff", False), ((ME, OTHER), True), ((OTHER,), False), ((), False)]
)
def test_a_student_sees_what_is_for_everyone_or_names_them(audience: Audience, seen: bool) -> None:
    """Never what is for staff or for another student."""
    assert visible_to(audience, ME, RoomRole.STUDENT) is seen
