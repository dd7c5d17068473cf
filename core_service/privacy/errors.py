"""How exports and erasures are refused."""

from uuid import UUID

from core_service.foundation.errors import Conflict


class StillTeaches(Conflict):
    """A person who has lessons to give cannot be erased before somebody else gives them."""

    code = "still_teaches"

    def __init__(self, lessons: int, templates: int) -> None:
        super().__init__(
            "This person still has lessons to give: give them to somebody else first.",
            lessons=lessons,
            templates=templates,
        )


class AlreadyAsked(Conflict):
    """An erasure of this person is waiting."""

    code = "erasure_waiting"

    def __init__(self, erasure_id: UUID) -> None:
        super().__init__("The erasure of this person is waiting already.", erasureId=str(erasure_id))


class TooLate(Conflict):
    """What is done cannot be taken back."""

    code = "erasure_over"

    def __init__(self) -> None:
        super().__init__("This erasure has been carried out or cancelled.")
