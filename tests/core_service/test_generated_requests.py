"""Whatever is sent, the answer is one that the OpenAPI document names, and never a 5xx (R321)."""

from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from schemathesis.generation import GenerationMode
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.runtime import Runtime
from tests.core_service.conftest import NOW, World
from tests.core_service.generated_requests import ANYBODY, GENERATED, Asker, Generated, assert_as_documented
from tests.core_service.id_spots import UNGUESSABLE, operations
from tests.core_service.test_routes import PERSON_OF
from tests.factories import people
from tests.factories.everything import one_of_everything
from tests.factories.people import TestCentre

EXAMPLES, EXAMPLES_AT_LENGTH = 1, 20


@pytest.fixture
def asker(client: FlaskClient, run: Runtime, world: World, db: Session) -> Asker:
    """One of everything, and everybody who may ask."""
    own = one_of_everything(db, world.riverside, world.session_id, now=NOW)
    franchise = TestCentre(FRANCHISE_ID, world.riverside.room_id)
    people.person(db, franchise, "super_admin", Role.SUPER_ADMIN, now=NOW)
    db.commit()
    everybody = world.riverside.people | franchise.people
    return Asker(
        client,
        run,
        own,
        {ANYBODY: {}} | {name: everybody[name].headers for name in (*PERSON_OF.values(), "super_admin")},
    )


def ask(asker: Asker, operation: Generated, callers: Iterable[str], mode: GenerationMode, *, examples: int) -> None:
    """As each caller, about rows that exist and about made-up ones; what fails is small enough unshrunk."""

    @settings(
        max_examples=examples,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), about_own=st.booleans())
    def send(case: Any, about_own: bool) -> None:
        for caller in callers:
            assert_as_documented(case, caller, asker.ask(case, caller, about_own=about_own))

    send()


def callers_of(app: Flask, operation: Generated) -> list[str]:
    """Nobody, whoever may, and one of those who may not: `test_routes` has all of them."""
    route = next((route for route, written in operations(app) if str(written) == operation.label), None)
    if route is None:
        return [ANYBODY, PERSON_OF[Role.STUDENT]]
    able = [name for role, name in PERSON_OF.items() if route.is_for(role)]
    unable = [name for name in PERSON_OF.values() if name not in able]
    return [ANYBODY, *able, *unable[:1], "super_admin"]


def has_shape(operation: Generated) -> bool:
    """Whether anything that is sent has a shape; the secrets in a path are any text."""
    ids = [each for each in operation.path_parameters if each.name not in UNGUESSABLE]
    return bool(ids or operation.query or operation.body)


@pytest.mark.parametrize("operation", GENERATED, ids=lambda operation: operation.label)
def test_generated_requests_are_answered_as_documented(app: Flask, asker: Asker, operation: Generated) -> None:
    """From nobody to the super-admin."""
    ask(asker, operation, callers_of(app, operation), GenerationMode.POSITIVE, examples=EXAMPLES)


@pytest.mark.audit
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("operation", GENERATED, ids=lambda operation: operation.label)
def test_generated_requests_at_length(app: Flask, asker: Asker, operation: Generated, mode: GenerationMode) -> None:
    """The same with what the document allows, and with what it forbids."""
    if mode is GenerationMode.NEGATIVE and not has_shape(operation):
        pytest.skip("nothing is sent that could be wrong")
    ask(asker, operation, callers_of(app, operation), mode, examples=EXAMPLES_AT_LENGTH)
