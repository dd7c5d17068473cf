"""How signing in refuses."""

from http import HTTPStatus

from core_service.foundation.errors import DomainError, TooMany


class BadCredentials(DomainError):
    """Unknown e-mail address, wrong password or inactive person: all look the same."""

    status = HTTPStatus.UNAUTHORIZED
    code = "bad_credentials"

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is not right.")


class TooManyFailedLogins(TooMany):
    """So many failures for the account or from the address that guessing must stop."""

    code = "too_many_failed_logins"

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__("Too many failed sign-ins. Wait a little.", retry_after_seconds=retry_after_seconds)


class WrongPassword(DomainError):
    """The current password, asked for again, is not right."""

    status = HTTPStatus.FORBIDDEN
    code = "wrong_password"

    def __init__(self) -> None:
        super().__init__("The current password is not right.")
