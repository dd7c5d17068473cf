"""What can go wrong around a piece of work, with the codes that clients act on."""

from collections.abc import Sequence

from core_service.foundation.errors import FieldError, Invalid


class InvalidAnswer(Invalid):
    """An answer has a shape that its question cannot have; the draft stays as it was."""

    code = "invalid_answer"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("Some answers do not have the shape that their question needs.", errors=errors)
