"""How changes of students and their families are refused."""

from core_service.foundation.errors import Conflict


class EmailTaken(Conflict):
    """Somebody signs in with this address already; people join a further centre by an invitation."""

    code = "email_taken"

    def __init__(self) -> None:
        super().__init__("Somebody signs in with this e-mail address already. Invite them to your centre instead.")


class BelongsElsewhere(Conflict):
    """A person's sign-in is no single centre's to change."""

    code = "belongs_elsewhere"

    def __init__(self) -> None:
        super().__init__("This person has other roles or another centre: they change their sign-in themselves.")


class AlreadyGuardian(Conflict):
    """The two are linked."""

    code = "already_guardian"

    def __init__(self) -> None:
        super().__init__("This person is linked to the child already.")
