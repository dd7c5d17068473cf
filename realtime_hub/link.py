"""What a room may ask of a connection in it."""

from typing import Protocol

from shared.events.codes import CloseCode
from shared.events.commands import DurableCommand
from shared.events.values import ConnectionId


class Link(Protocol):
    """A connection as its room needs it."""

    @property
    def id(self) -> ConnectionId:
        """Its name in the room."""

    def queue(self, message: bytes) -> None:
        """Send with whatever else this turn of the event loop brings."""

    def close(self, code: CloseCode) -> None:
        """Send what is queued, then close."""

    def forward(self, command: DurableCommand) -> None:
        """Have the core do it, after those before it."""

    def misbehaved(self) -> None:
        """Count a bad message."""
