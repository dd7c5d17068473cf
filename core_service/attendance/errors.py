"""How attendance refuses."""

from core_service.foundation.errors import Conflict


class CatchUpIsDone(Conflict):
    """Nobody is reminded of what is done, or excused."""

    code = "catch_up_is_done"

    def __init__(self) -> None:
        super().__init__("There is nothing left to remind of: the catch-up is done or excused.")
