"""The crowds for measuring: a small piece of each, through the same policies as everything else."""

import json
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from core_service.centres.models import Centre, CentreRoom
from core_service.foundation.db import FRANCHISE_ID, DataScope
from core_service.foundation.runtime import Runtime
from core_service.identity.queries import actor_by_token
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import Relation, enrollments_of, relation_to
from core_service.work.models import ExerciseAttempt
from seed.copying import copy_rows
from seed.large.build import AlreadyThere, build_large, build_rooms
from shared.ids import new_id


def quiet(words: str) -> None:
    """Say nothing."""


def test_a_large_franchise_has_its_numbers(run: Runtime, tmp_path: Path) -> None:
    """Each centre has 100 students with 50 attempts each, and one running lesson."""
    build_large(run, tmp_path / "large.json", quiet, centres=1)
    with run.database.open() as db:
        centre_id = db.scalars(sa.select(Centre.id).where(Centre.slug == "large-001")).one()
    with run.database.open(DataScope(frozenset({centre_id}))) as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(ExerciseAttempt)) == 5000
    with pytest.raises(AlreadyThere):
        build_large(run, tmp_path / "large.json", quiet, centres=1)


def test_whoever_stands_in_the_file_may_join(run: Runtime, tmp_path: Path) -> None:
    """Tokens are live, lessons run, and each student is enrolled in theirs."""
    path = tmp_path / "load.json"
    build_rooms(run, 5, path, quiet)
    rooms = json.loads(path.read_text("utf-8"))["rooms"]
    assert [len(room["students"]) for room in rooms] == [15] * 5
    assert path.stat().st_mode & 0o077 == 0
    room = rooms[4]
    for person, relation in ((room["tutor"], Relation.TUTOR), (room["students"][14], Relation.STUDENT)):
        with run.database.open() as db:
            actor = actor_by_token(db, person["token"], now=run.clock.now())
        assert actor is not None
        with run.database.open(DataScope(frozenset(grant.centre_id for grant in actor.grants))) as db:
            session = db.get_one(TutoringSession, room["sessionId"])
            assert relation_to(db, actor, session) is relation
            assert len(enrollments_of(db, session.id)) == 15


def test_copying_stops_at_the_scope(run: Runtime) -> None:
    """COPY is no way round row-level security: a row of a centre outside the scope is refused."""
    row = {"centre_id": new_id(), "name": "Room", "seats": []}
    with (
        run.database.open(DataScope(frozenset({FRANCHISE_ID}))) as db,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
    ):
        copy_rows(db, CentreRoom, [row])
