"""How acts on jobs are refused."""

from core_service.foundation.errors import Conflict


class NotGivenUp(Conflict):
    """A job that is done, or that is tried again anyway."""

    code = "not_given_up"

    def __init__(self) -> None:
        super().__init__("Only a job that was given up can be tried again by hand.")
