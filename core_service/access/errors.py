"""How access is refused."""

from collections.abc import Iterable

from core_service.foundation.errors import Conflict, Forbidden


class PermissionMissing(Forbidden):
    """The actor holds the permission in no centre, or not in the row's."""

    code = "permission_missing"

    def __init__(self, permissions: Iterable[str]) -> None:
        names = [str(permission) for permission in permissions]
        super().__init__(f"This needs the permission {' or '.join(names)}.", permissions=names)


class RelationMissing(Forbidden):
    """The actor sees the row but has nothing to do with it."""

    code = "relation_missing"


class LoginNeeded(Forbidden):
    """A program, or a child's sign-in by pictures, may not do what could outlive or outdo it."""

    code = "login_needed"

    def __init__(self) -> None:
        super().__init__("Neither an API token nor a sign-in by pictures can do this: sign in with your password.")


class CsrfMissing(Forbidden):
    """A browser's request without the header that only our own pages can send."""

    code = "csrf_missing"

    def __init__(self) -> None:
        super().__init__("Send the csrfToken of GET /api/auth/me in the header X-CSRF-Token.")


class CentreMissing(Conflict):
    """The actor works in several centres and has not said which one is meant."""

    code = "choose_centre"

    def __init__(self) -> None:
        super().__init__("You belong to several centres: name one in centreId.")
