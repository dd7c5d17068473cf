"""Who may see an event: the one rule that core and hub share."""

from shared.events.values import Audience, RoomRole, UserId


def visible_to(audience: Audience, member_id: UserId, role: RoomRole) -> bool:
    """Staff of the room see every event; a student what is for everyone or names them."""
    if role.is_staff or audience == "everyone":
        return True
    return audience != "staff" and member_id in audience
