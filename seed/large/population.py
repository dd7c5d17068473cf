"""Many centres full of people, made by rule from a number: the same names, levels and addresses every time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.catalogue.models import Course
from core_service.centres.models import Centre
from core_service.foundation.db import FRANCHISE_ID, DataScope
from core_service.identity.models import AppUser, CentreMember, Credential, GuardianLink, UserRole
from core_service.identity.passwords import hash_password
from seed.copying import copy_rows
from seed.demo.cast import PASSWORD
from shared.ids import new_id

_FIRST_NAMES = ("Ada", "Bilal", "Chen", "Dunja", "Emeka", "Farah", "Goran", "Hilde", "Ikram", "Joon", "Kofi", "Lucia")
_LAST_NAMES = ("Abbott", "Bianchi", "Costa", "Dube", "Eriksen", "Farouk", "Graham", "Hoang", "Ibrahim", "Jansen")
_HIGHEST_LEVEL_WITH_CONTENT = 8


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many of everything; `name` begins the centres' names and addresses."""

    name: str
    centres: int
    tutors: int
    students: int


@dataclass(frozen=True, slots=True)
class Person:
    """A member of one centre; `levels` are a student's, by course."""

    id: UUID
    centre_id: UUID
    name: str
    email: str
    role: Role
    school_grade: int | None
    levels: dict[UUID, int]


@dataclass(frozen=True, slots=True)
class CrowdCentre:
    """A centre of the crowd, with everybody who teaches or learns there."""

    id: UUID
    slug: str
    tutors: Sequence[Person]
    students: Sequence[Person]
    supervisor: Person
    assessor: Person
    parent: Person
    """Of the first two students."""

    @property
    def people(self) -> Iterator[Person]:
        """All of them."""
        yield from self.tutors
        yield from self.students
        yield from (self.supervisor, self.assessor, self.parent)


def scope_of(centres: Sequence[CrowdCentre]) -> DataScope:
    """Sees these centres and the franchise's content."""
    return DataScope(frozenset({FRANCHISE_ID, *(centre.id for centre in centres)}))


def is_there(db: Session, crowd: Crowd) -> bool:
    """Whether the crowd was made before."""
    return db.scalar(sa.select(Centre.id).where(Centre.slug == _slug(crowd, 1))) is not None


def crowd_centres(crowd: Crowd, courses: Sequence[UUID]) -> list[CrowdCentre]:
    """Everybody, not yet written; each student takes two of the courses."""
    random = Random(crowd.name)
    return [_centre(crowd, number, courses, random) for number in range(1, crowd.centres + 1)]


def course_ids(db: Session) -> Sequence[UUID]:
    """The franchise's courses."""
    return db.scalars(sa.select(Course.id).where(Course.centre_id == FRANCHISE_ID).order_by(Course.slug)).all()


def write_crowd(db: Session, centres: Sequence[CrowdCentre], *, now: datetime) -> None:
    """Centres, people, roles, families and sign-ins (one password, hashed once). Needs `scope_of(centres)`."""
    people = [person for centre in centres for person in centre.people]
    password_hash = hash_password(PASSWORD)
    copy_rows(
        db,
        Centre,
        (
            {"id": centre.id, "name": centre.slug, "slug": centre.slug, "timezone": "Europe/London"}
            for centre in centres
        ),
    )
    copy_rows(
        db, AppUser, ({"id": person.id, "name": person.name, "school_grade": person.school_grade} for person in people)
    )
    copy_rows(db, CentreMember, ({"centre_id": person.centre_id, "user_id": person.id} for person in people))
    copy_rows(
        db, UserRole, ({"centre_id": person.centre_id, "user_id": person.id, "role": person.role} for person in people)
    )
    copy_rows(db, Credential, (_credential(person, password_hash, now) for person in people))
    copy_rows(db, GuardianLink, (row for centre in centres for row in _links(centre)))


def _centre(crowd: Crowd, number: int, courses: Sequence[UUID], random: Random) -> CrowdCentre:
    slug, id = _slug(crowd, number), new_id()

    def person(role: Role, account: str) -> Person:
        is_student = role is Role.STUDENT
        taken = random.sample(courses, 2) if is_student else []
        return Person(
            id=new_id(),
            centre_id=id,
            name=f"{random.choice(_FIRST_NAMES)} {random.choice(_LAST_NAMES)}",
            email=f"{account}@{slug}.example",
            role=role,
            school_grade=random.randint(1, 9) if is_student else None,
            levels={course: random.randint(1, _HIGHEST_LEVEL_WITH_CONTENT) for course in taken},
        )

    tutors = [person(Role.TEACHER, f"tutor{index}") for index in range(1, crowd.tutors + 1)]
    students = [person(Role.STUDENT, f"student{index}") for index in range(1, crowd.students + 1)]
    others = [person(role, role.value.lower()) for role in (Role.SUPERVISOR, Role.ASSESSOR, Role.PARENT)]
    return CrowdCentre(id, slug, tutors, students, *others)


def _slug(crowd: Crowd, number: int) -> str:
    return f"{crowd.name}-{number:03}"


def _credential(person: Person, password_hash: str, now: datetime) -> dict[str, Any]:
    return {
        "user_id": person.id,
        "email": person.email,
        "password_hash": password_hash,
        "password_changed_at": now,
    }


def _links(centre: CrowdCentre) -> Iterator[dict[str, Any]]:
    for student in centre.students[:2]:
        yield {"centre_id": centre.id, "guardian_id": centre.parent.id, "student_id": student.id}
