"""How changes of centres are refused."""

from core_service.foundation.errors import Conflict, Forbidden


class FranchiseOnly(Forbidden):
    """Only a SUPER_ADMIN makes, closes and reopens centres."""

    code = "franchise_only"

    def __init__(self) -> None:
        super().__init__("Only a super-admin may do this.")


class SlugTaken(Conflict):
    """Another centre has this short name."""

    code = "slug_taken"

    def __init__(self) -> None:
        super().__init__("Another centre has this slug.")
