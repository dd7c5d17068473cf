"""How rewards are refused."""

from core_service.foundation.errors import Conflict


class NicknameTaken(Conflict):
    """Somebody else at the centre has it."""

    code = "nickname_taken"

    def __init__(self) -> None:
        super().__init__("Somebody else has this name. Choose another one.")
