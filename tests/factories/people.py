"""Centres, people with their roles, and their logins, as rows."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.rules import Permission, Role
from core_service.centres.models import Centre, CentreRoom
from core_service.foundation.db import FRANCHISE_ID, DataScope, enter_scope, scope_of
from core_service.identity.models import (
    ApiToken,
    AppUser,
    CentreMember,
    Credential,
    GuardianLink,
    Login,
    LoginTransport,
    UserRole,
)
from core_service.identity.passwords import hash_password
from core_service.identity.rules import API_TOKEN_PREFIX, token_hash
from shared.ids import new_id

PASSWORD = "learn-together"


@cache
def _password_hash() -> str:
    return hash_password(PASSWORD)


@dataclass(frozen=True, slots=True)
class TestPerson:
    """A person with a login."""

    __test__ = False

    id: UUID
    name: str
    email: str
    token: str
    login_id: UUID

    @property
    def headers(self) -> dict[str, str]:
        """What a native client sends."""
        return {"Authorization": f"Bearer {self.token}"}


@dataclass(slots=True)
class TestCentre:
    """A centre with its room and whoever was added."""

    __test__ = False

    id: UUID
    room_id: UUID
    people: dict[str, TestPerson] = field(default_factory=dict)

    def __getattr__(self, name: str) -> TestPerson:
        if name == "people" or name not in self.people:  # the first while it is being copied
            raise AttributeError(name)
        return self.people[name]


def centre(db: Session, name: str, *, timezone: str = "Europe/London") -> TestCentre:
    """A centre with one room of fifteen seats."""
    row = Centre(id=new_id(), name=name, slug=f"{name.lower()}-{secrets.token_hex(4)}", timezone=timezone, settings={})
    db.add(row)
    db.flush()
    seen = scope_of(db)
    enter_scope(db, DataScope(seen.centre_ids | {row.id}, seen.user_id))
    seats = [f"{line}{place}" for line in "ABC" for place in range(1, 6)]
    room = CentreRoom(id=new_id(), centre_id=row.id, name="Room 1", seats=seats)
    db.add(room)
    db.flush()
    return TestCentre(row.id, room.id)


def person(
    db: Session,
    where: TestCentre,
    key: str,
    *roles: Role,
    now: datetime,
    school_grade: int | None = None,
) -> TestPerson:
    """A member of the centre with these roles, signed in; found again as `where.<key>`."""
    user = AppUser(id=new_id(), name=key.replace("_", " ").title(), school_grade=school_grade)
    email = f"{key}-{secrets.token_hex(6)}@example.test"
    db.add(user)
    db.flush()
    db.add(Credential(user_id=user.id, email=email, password_hash=_password_hash(), password_changed_at=now))
    _join(db, where.id, user.id, roles)
    token = secrets.token_urlsafe(32)
    login = Login(
        id=new_id(),
        user_id=user.id,
        token_hash=token_hash(token),
        transport=LoginTransport.BEARER,
        expires_at=now + timedelta(days=30),
    )
    db.add(login)
    db.flush()
    where.people[key] = TestPerson(user.id, user.name, email, token, login.id)
    return where.people[key]


def guardian(db: Session, where: TestCentre, parent: TestPerson, child: TestPerson) -> None:
    """Makes one the parent of the other."""
    db.add(GuardianLink(centre_id=where.id, guardian_id=parent.id, student_id=child.id))
    db.flush()


def joins(db: Session, where: TestCentre, somebody: TestPerson, *roles: Role) -> None:
    """Makes a person of another centre a member of this one too, with these roles here."""
    _join(db, where.id, somebody.id, roles)


def super_admin(db: Session, where: TestCentre, *, now: datetime) -> TestPerson:
    """A member of the centre who has no role there, and one above all centres."""
    made = person(db, where, "super_admin", now=now)
    _join(db, FRANCHISE_ID, made.id, [Role.SUPER_ADMIN])
    return made


def _join(db: Session, centre_id: UUID, user_id: UUID, roles: Iterable[Role]) -> None:
    db.add(CentreMember(centre_id=centre_id, user_id=user_id))
    db.flush()
    for role in roles:
        db.add(UserRole(centre_id=centre_id, user_id=user_id, role=role))
    db.flush()


def program(
    db: Session, who: TestPerson, centre_id: UUID, permissions: Iterable[Permission], *, now: datetime, **more: Any
) -> TestPerson:
    """What acts for a person by an API token of theirs, which holds a day unless said otherwise."""
    text = API_TOKEN_PREFIX + secrets.token_urlsafe(32)
    values = {"label": "script", "expires_at": now + timedelta(days=1), "created_at": now} | more
    row = ApiToken(
        id=new_id(),
        centre_id=centre_id,
        user_id=who.id,
        permissions=sorted(permissions),
        token_hash=token_hash(text),
        **values,
    )
    db.add(row)
    db.commit()
    return TestPerson(who.id, who.name, who.email, text, row.id)
