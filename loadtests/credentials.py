"""Reads the file that `python -m seed load` and `seed large` write: who may join which lesson, all signed in."""

from pathlib import Path

import msgspec


class Person(msgspec.Struct, frozen=True, rename="camel"):
    """A tutor or a student; `course_id` is the course that a student takes in the lesson."""

    id: str
    name: str
    email: str
    token: str
    course_id: str = ""
    enrollment_id: str = ""


class Room(msgspec.Struct, frozen=True, rename="camel"):
    """A lesson that runs."""

    session_id: str
    centre_id: str
    tutor: Person
    supervisor: Person
    assessor: Person
    parent: Person
    """Of the first two students."""
    students: tuple[Person, ...]


class Credentials(msgspec.Struct, frozen=True):
    """One password for all."""

    password: str
    rooms: list[Room]


def read_credentials(file: Path) -> Credentials:
    """Raises OSError or msgspec.DecodeError."""
    return msgspec.json.decode(file.read_bytes(), type=Credentials)


def read_rooms(file: Path) -> list[Room]:
    """The lessons alone."""
    return read_credentials(file).rooms
