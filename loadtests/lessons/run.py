"""One run of a load test: who waits to be somebody, how long it lasts, and what has come of it."""

from argparse import Namespace
from pathlib import Path

from loadtests.credentials import read_credentials
from loadtests.figures import machine
from loadtests.lessons.outcome import Outcome
from loadtests.lessons.profiles import Profile
from loadtests.lessons.room_socket import RoomSocket


class Load:
    """Those who wait are taken from the end of `tutors` and `students`, so that rooms fill up one after the other."""

    def __init__(self, options: Namespace) -> None:
        credentials = read_credentials(Path(options.credentials))
        rooms = credentials.rooms[: options.rooms or None]
        self.profile = Profile(options.shape)
        self.length_seconds = 60.0 * options.minutes
        self.speed: float = options.speed
        self.signs_in: bool = not options.signed_in
        self.password = credentials.password
        self.figures = Path(options.figures)
        self.settings = {name: str(getattr(options, name)) for name in ("host", "shape", "minutes", "speed")}
        self.everybody = sum(1 + len(room.students) for room in rooms)
        self.tutors = [(room, room.tutor) for room in reversed(rooms)]
        self.students = [(room, student) for room in reversed(rooms) for student in reversed(room.students)]
        self.outcome = Outcome()
        self.sockets: set[RoomSocket] = set()
        self.machine = machine()
