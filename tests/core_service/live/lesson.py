"""A lesson as tests drive it: calls by a person, and what the log says afterwards."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.sessions.models import SessionEvent, TutoringSession
from core_service.sessions.rules import SessionStatus
from shared.ids import new_id
from tests.core_service.conftest import World, json_of
from tests.factories.people import TestPerson


@dataclass(frozen=True, slots=True)
class Lesson:
    """Riverside's running session."""

    client: FlaskClient
    world: World
    db: Session

    @property
    def id(self) -> UUID:
        """The session's."""
        return self.world.session_id

    @property
    def tutor(self) -> TestPerson:
        """Teaches it."""
        return self.world.riverside.tutor

    @property
    def student(self) -> TestPerson:
        """The first of two."""
        return self.world.riverside.student1

    def post(self, who: TestPerson, path: str, **body: Any) -> Any:
        """To a path below the session."""
        return self.client.post(f"/api/sessions/{self.id}/{path}", headers=who.headers, json=body)

    def get(self, who: TestPerson, path: str) -> Any:
        """From a path below the session."""
        return self.client.get(f"/api/sessions/{self.id}/{path}", headers=who.headers)

    def raise_hand(self, who: TestPerson | None = None, **words: Any) -> Any:
        """The request as the API shows it."""
        return json_of(self.post(who or self.student, "help-request", **words))

    def change_hand(self, who: TestPerson, request: Any, change: str) -> Any:
        """Acknowledge, resolve, reopen or cancel."""
        return self.client.patch(f"/api/help-requests/{request['id']}/{change}", headers=who.headers)

    def ticket(self, who: TestPerson, **wanted: Any) -> str:
        """The text of a ticket that was given."""
        answer = self.post(who, "ticket", **wanted)
        assert answer.status_code == 200, answer.json
        return str(json_of(answer)["ticket"])

    def command(self, ticket: str, tag: str, /, *, id: str | None = None, **fields: Any) -> Any:
        """As the hub passes it on."""
        key = id or str(new_id())
        headers = {"Authorization": f"Ticket {ticket}", "Idempotency-Key": key}
        body = {"type": tag, "id": key} | fields
        return self.client.post(f"/api/sessions/{self.id}/commands", headers=headers, json=body)

    def set_status(self, status: SessionStatus) -> None:
        """As if it had been so before."""
        session = self.db.get_one(TutoringSession, self.id)
        session.status = status
        self.db.commit()

    def log(self) -> list[SessionEvent]:
        """Everything, in order."""
        found = sa.select(SessionEvent).where(SessionEvent.session_id == self.id).order_by(SessionEvent.seq)
        return list(self.db.scalars(found))

    def types(self) -> list[str]:
        """Of the log's events."""
        return [row.event["type"] for row in self.log()]

    def count(self, table: Any, *conditions: Any) -> int:
        """Rows of a table."""
        return self.db.scalars(sa.select(sa.func.count()).select_from(table).where(*conditions)).one()
