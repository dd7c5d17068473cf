"""Somebody rewrites an exercise that students have begun: every list goes on naming what they worked on.

Good: the tutor's cards, the hub's bootstrap, results, the parent's page, the child's own list and the assessors' queue
all show the title and the number of questions of the attempt. Bad: a card of two segments turns into one in mid-lesson;
the next attempt shows the old name; a misprint that is put right in a title alone stays on the cards.
"""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.catalogue.models import CONTENT_FIELDS, Exercise, ExerciseRevision
from core_service.foundation.db import FRANCHISE_ID, DataScope
from core_service.foundation.runtime import Runtime
from shared.settings import CoreSettings
from tests.core_service.conftest import World, json_of

FRANCHISE = DataScope(frozenset({FRANCHISE_ID}))
RIGHT = [{"questionIndex": 0, "answer": "4"}, {"questionIndex": 1, "answer": "3"}]


def rewrite(run: Runtime, world: World) -> None:
    """As the franchise's author does, with a new title and one question instead of two."""
    with run.unit_of_work(FRANCHISE) as author:
        exercise = author.get_one(Exercise, world.course.exercises[4][0])
        kept = {name: getattr(exercise, name) for name in (*CONTENT_FIELDS, "title")}
        author.add(
            ExerciseRevision(centre_id=exercise.centre_id, exercise_id=exercise.id, number=exercise.revision, **kept)
        )
        exercise.title, exercise.questions = "Rewritten", exercise.questions[:1]
        exercise.revision += 1


def start(client: FlaskClient, world: World) -> Any:
    """By the first student, in the session of now."""
    path = f"/api/exercises/{world.course.exercises[4][0]}/start"
    headers = world.riverside.student1.headers
    return json_of(client.post(path, headers=headers, json={"sessionId": str(world.session_id)}))


def hand_in(client: FlaskClient, world: World) -> None:
    """All right."""
    path = f"/api/exercises/{world.course.exercises[4][0]}/submit"
    assert client.post(path, headers=world.riverside.student1.headers, json={"answers": RIGHT}).status_code == 200


def dashboard(client: FlaskClient, world: World) -> Any:
    """The tutor's."""
    return json_of(client.get(f"/api/sessions/{world.session_id}/dashboard", headers=world.riverside.tutor.headers))


def card(client: FlaskClient, world: World) -> Any:
    """The first student's activity on it."""
    places = dashboard(client, world)["enrollments"]
    return next(each["activity"] for each in places if each["student"]["id"] == str(world.riverside.student1.id))


def title_of(db: Session, world: World) -> str:
    """As it is now."""
    return db.get_one(Exercise, world.course.exercises[4][0]).title


def test_cards_and_the_hub_go_on_with_what_was_begun(
    client: FlaskClient, world: World, db: Session, run: Runtime, settings: CoreSettings
) -> None:
    """Two questions stay two segments, in the dashboard and in the hub's bootstrap."""
    title = title_of(db, world)
    start(client, world)
    rewrite(run, world)
    shown = card(client, world)
    assert (shown["exerciseTitle"], shown["questionCount"]) == (title, 2)
    path = f"/api/internal/rooms/{world.session_id}?centreId={world.riverside.id}"
    room = json_of(client.get(path, headers={"X-Service-Key": settings.service_key}))
    activity = room["students"][str(world.riverside.student1.id)]["activity"]
    assert (activity["exerciseTitle"], activity["questionCount"]) == (title, 2)


def test_going_on_announces_what_was_begun(client: FlaskClient, world: World, db: Session, run: Runtime) -> None:
    """An attempt from home, gone on with in the session after the exercise was rewritten."""
    title, student = title_of(db, world), world.riverside.student1
    path = f"/api/exercises/{world.course.exercises[4][0]}/start"
    assert client.post(path, headers=student.headers, json={}).status_code == 201
    rewrite(run, world)
    begun = start(client, world)
    assert (begun["exercise"]["title"], begun["exercise"]["questionCount"]) == (title, 2)
    events = client.get(f"/api/sessions/{world.session_id}/events", headers=world.riverside.tutor.headers)
    [event] = [each for each in json_of(events)["events"] if each["type"] == "exercise:started"]
    assert (event["title"], event["questionCount"]) == (title, 2)


def test_what_was_handed_in_keeps_its_name(client: FlaskClient, world: World, db: Session, run: Runtime) -> None:
    """In the session's results, on the parent's page and in the child's own list; a second try has the new one."""
    title, where = title_of(db, world), world.riverside
    start(client, world)
    hand_in(client, world)
    rewrite(run, world)
    [result] = dashboard(client, world)["results"]
    assert (result["title"], result["questionCount"]) == (title, 2)
    child = f"/api/parent/children/{where.student1.id}"
    [work] = json_of(client.get(f"{child}/work", headers=where.parent.headers))["items"]
    assert (work["exerciseTitle"], len(work["questions"])) == (title, 2)
    [lesson] = json_of(client.get(f"{child}/sessions", headers=where.parent.headers))["items"]
    assert [(each["title"], each["questionCount"]) for each in lesson["exercises"]] == [(title, 2)]
    [own] = json_of(client.get("/api/attempts", headers=where.student1.headers))["items"]
    assert own["exerciseTitle"] == title
    start(client, world)
    assert (card(client, world)["exerciseTitle"], card(client, world)["questionCount"]) == ("Rewritten", 1)


def test_misprint_in_a_title_is_put_right_everywhere(client: FlaskClient, world: World, run: Runtime) -> None:
    """A title alone makes no revision."""
    start(client, world)
    with run.unit_of_work(FRANCHISE) as author:
        author.get_one(Exercise, world.course.exercises[4][0]).title = "Put right"
    assert card(client, world)["exerciseTitle"] == "Put right"
