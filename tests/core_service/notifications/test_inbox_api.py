"""One's own notifications: read, counted, marked, and by which ways they come.

Good: a parent sees what concerns their children, newest first, marks one and then all as read, and turns letters off.
Bad: nobody is signed in; another's notification; a kind named twice or unknown.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.foundation.runtime import Runtime
from core_service.notifications.rules.kinds import NotificationKind, Reader
from core_service.notifications.service.telling import News, tell
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.statements import statements_of


def news_for(user_id: UUID, number: int = 1) -> News:
    """Something to read."""
    facts = {"names": "Ben", "day": f"day {number}", "digest": "All well."}
    return News(
        user_id=user_id,
        reader=Reader.PARENT,
        kind=NotificationKind.WEEKLY_DIGEST,
        about=str(number),
        path="/dashboard/parent",
        facts=facts,
    )


def tell_parent(run: Runtime, world: World, count: int) -> None:
    """That many, a minute apart."""
    with run.unit_of_work(world.everything) as db:
        for number in range(count):
            at = NOW + timedelta(minutes=number)
            told = [news_for(world.riverside.parent.id, number)]
            tell(db, centre_id=world.riverside.id, news=told, happened_at=at, now=at)


def test_nobody_reads_anything(client: FlaskClient) -> None:
    """401."""
    assert client.get("/api/notifications").status_code == 401


def test_own_ones_newest_first_in_pages(client: FlaskClient, run: Runtime, world: World) -> None:
    """Each once, whatever the page's size."""
    tell_parent(run, world, 5)
    headers, titles, cursor = world.riverside.parent.headers, list[str](), ""
    answer: dict[str, Any] = {}
    for _ in range(3):
        answer = json_of(client.get(f"/api/notifications?limit=2{cursor}", headers=headers))
        titles += [each["title"] for each in answer["items"]]
        cursor = f"&cursor={answer['nextCursor']}"
    assert titles == [f"Ben: the week until day {number}" for number in (4, 3, 2, 1, 0)]
    assert answer["nextCursor"] is None
    assert set(answer["items"][0]) == {
        *("id", "centreId", "kind", "studentId", "title", "text", "path", "createdAt", "readAt")
    }


@pytest.mark.parametrize("who", ["supervisor", "tutor", "admin", "student1"])
def test_nobody_reads_another_persons(client: FlaskClient, run: Runtime, world: World, who: str) -> None:
    """Not even staff who see everything else of the centre: a foreign id looks like none."""
    tell_parent(run, world, 1)
    own = json_of(client.get("/api/notifications", headers=world.riverside.parent.headers))["items"][0]
    headers = world.riverside.people[who].headers
    assert json_of(client.get("/api/notifications", headers=headers))["items"] == []
    foreign = client.post(f"/api/notifications/{own['id']}/read", headers=headers)
    unknown = client.post(f"/api/notifications/{new_id()}/read", headers=headers)
    assert (foreign.status_code, json_of(foreign)["code"]) == (unknown.status_code, json_of(unknown)["code"])
    assert foreign.status_code == 404


def test_bell_counts_what_is_unread(client: FlaskClient, run: Runtime, world: World) -> None:
    """One marked, then those until a time, then all."""
    tell_parent(run, world, 4)
    headers = world.riverside.parent.headers
    first = json_of(client.get("/api/notifications?unread=true", headers=headers))["items"][-1]
    assert json_of(client.post(f"/api/notifications/{first['id']}/read", headers=headers))["readAt"] is not None
    assert json_of(client.get("/api/notifications/unread-count", headers=headers)) == {"unread": 3}
    until = {"until": (NOW + timedelta(minutes=1)).isoformat()}
    answer = client.post("/api/notifications/read-all", headers=headers, json=until)
    assert json_of(answer) == {"read": 1, "unread": 2}
    assert json_of(client.post("/api/notifications/read-all", headers=headers, json={})) == {"read": 2, "unread": 0}
    assert json_of(client.get("/api/notifications?unread=true", headers=headers))["items"] == []
    assert len(json_of(client.get("/api/notifications", headers=headers))["items"]) == 4


def test_told_twice_is_told_once(run: Runtime, world: World, db: Session) -> None:
    """The same about the same; also where two jobs meet."""
    centre, parent = world.riverside, world.riverside.parent.id
    with run.unit_of_work(world.everything) as one:
        assert tell(one, centre_id=centre.id, news=[news_for(parent)], happened_at=NOW, now=NOW) == 1
        assert tell(one, centre_id=centre.id, news=[news_for(parent)], happened_at=NOW, now=NOW) == 0


def test_preferences_show_what_concerns_one(client: FlaskClient, world: World) -> None:
    """Parents are not asked about hands, and hear of absences by letter unless they say otherwise."""
    answer = json_of(client.get("/api/notifications/preferences", headers=world.riverside.parent.headers))
    ways = {each["kind"]: (each["inApp"], each["email"]) for each in answer["items"]}
    assert "HAND_WAITING" not in ways
    assert ways["ABSENCE"] == (True, True)
    assert ways["CATCH_UP_MADE"] == (True, False)


def test_preferences_are_kept_per_kind(client: FlaskClient, run: Runtime, world: World) -> None:
    """What is not named stays; whoever wants nothing is told nothing."""
    headers = world.riverside.parent.headers
    wanted = {"items": [{"kind": "WEEKLY_DIGEST", "inApp": False, "email": False}]}
    answer = json_of(client.patch("/api/notifications/preferences", headers=headers, json=wanted))
    ways = {each["kind"]: (each["inApp"], each["email"]) for each in answer["items"]}
    assert (ways["WEEKLY_DIGEST"], ways["ABSENCE"]) == ((False, False), (True, True))
    tell_parent(run, world, 1)
    assert json_of(client.get("/api/notifications", headers=headers))["items"] == []


@pytest.mark.parametrize(
    ("items", "path"),
    [
        ([], "items"),
        ([{"kind": "NOISE", "inApp": True, "email": True}], "items.0.kind"),
        ([{"kind": "ABSENCE", "inApp": "yes", "email": True}], "items.0.inApp"),
        ([{"kind": "ABSENCE", "inApp": True, "email": True}] * 2, "items.1.kind"),
    ],
)
def test_wrong_preferences_are_named(client: FlaskClient, world: World, items: list[object], path: str) -> None:
    """422 with the field's path."""
    headers = world.riverside.parent.headers
    answer = client.patch("/api/notifications/preferences", headers=headers, json={"items": items})
    assert answer.status_code == 422
    assert [each["path"] for each in json_of(answer)["errors"]] == [path]


def test_statements_do_not_grow(client: FlaskClient, run: Runtime, world: World) -> None:
    """Neither with what there is to read nor with how many are told at once."""
    headers, counts = world.riverside.parent.headers, []
    for count in (1, 20):
        tell_parent(run, world, count)
        with statements_of(run) as seen:
            client.get("/api/notifications", headers=headers)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    people = [world.riverside.parent.id, world.riverside.tutor.id, world.riverside.admin.id]
    told = []
    for readers in (people[:1], people):
        with run.unit_of_work(world.everything) as db, statements_of(run) as seen:
            news = [news_for(each, 100 + len(readers)) for each in readers]
            tell(db, centre_id=world.riverside.id, news=news, happened_at=NOW, now=NOW)
        told.append(len(seen))
    assert told[0] == told[1]
