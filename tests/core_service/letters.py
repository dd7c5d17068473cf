"""A post that keeps its letters, for tests of what is written to whom."""

from core_service.foundation.mail import Letter


class KeptLetters:
    """Takes every letter, unless it is told to fail."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []
        self.fails = False

    def send(self, letter: Letter) -> None:
        """Keeps it, or raises OSError as a mail server does that is away."""
        if self.fails:
            raise OSError("the mail server is away")
        self.sent.append(letter)
