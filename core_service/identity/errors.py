"""How sign-in, people and their roles refuse."""

from http import HTTPStatus

from core_service.foundation.errors import Conflict, DomainError, Forbidden, NotSignedIn, TooMany


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


class MayNotGrant(Forbidden):
    """The role is not the actor's to give or to end, nor is a person who holds it theirs to change."""

    code = "may_not_grant"

    def __init__(self, role: str) -> None:
        super().__init__(f"You may not give or end the role {role} there.", role=role)


class OwnAccount(Conflict):
    """Nobody ends their own roles or deactivates themselves."""

    code = "own_account"

    def __init__(self) -> None:
        super().__init__("This is your own account: ask somebody else.")


class LastSuperAdmin(Conflict):
    """Somebody must be left who can make centres."""

    code = "last_super_admin"

    def __init__(self) -> None:
        super().__init__("This is the last super-admin.")


class HasLeft(Conflict):
    """What a person is called, and whether they may come in, is not for a centre that they have left."""

    code = "has_left"

    def __init__(self) -> None:
        super().__init__("This person has left: nothing about them can be changed until they come back.")


class BelongsElsewhere(Conflict):
    """An account is one, whatever centres it belongs to: those of another centre cannot close it."""

    code = "belongs_elsewhere"

    def __init__(self) -> None:
        super().__init__("This person also belongs to a centre that is not yours. End their roles in yours instead.")


class InvitationNeeded(Conflict):
    """Existing people join a further centre only by their own word (ARCHITECTURE 5, People)."""

    code = "invitation_needed"

    def __init__(self) -> None:
        super().__init__("This person has never belonged to that centre: invite them.")


class InvitationOver(DomainError):
    """It was accepted, revoked or not taken in time, or its centre is closed: `reason` says which."""

    status = HTTPStatus.GONE
    code = "invitation_over"

    def __init__(self, reason: str) -> None:
        super().__init__("This invitation does not hold any more: ask for a new one.", reason=reason)


class SignInToAccept(Conflict):
    """The invited address has an account: whoever holds it accepts by signing in."""

    code = "sign_in_to_accept"

    def __init__(self) -> None:
        super().__init__("There is an account with this e-mail address: sign in with it, then accept.")


class AnothersInvitation(Forbidden):
    """Signed in as somebody else than the invited one."""

    code = "anothers_invitation"

    def __init__(self) -> None:
        super().__init__("This invitation is for another e-mail address than the one you are signed in with.")


class ResetOver(DomainError):
    """The link for a new password is unknown, used, or older than an hour: all look the same."""

    status = HTTPStatus.GONE
    code = "reset_over"

    def __init__(self) -> None:
        super().__init__("This link does not hold any more: ask for a new one.")


class NotPaired(NotSignedIn):
    """The request does not come from a tablet that is paired with a centre."""

    code = "device_not_paired"

    def __init__(self) -> None:
        super().__init__("Sign-in by pictures works only on a tablet that staff have paired with a centre.")


class WrongPictures(DomainError):
    """Unknown child, wrong code, or nobody who may sign in so: all look the same."""

    status = HTTPStatus.UNAUTHORIZED
    code = "wrong_pictures"

    def __init__(self) -> None:
        super().__init__("These are not the right pictures.")


class TooOldForPictures(Conflict):
    """Only the youngest sign in by pictures."""

    code = "too_old_for_pictures"

    def __init__(self) -> None:
        super().__init__("Sign-in by pictures is for the youngest: this student signs in with a password.")
