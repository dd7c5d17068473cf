"""Classes and their members, each on a course of their own and with dates."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from hypothesis import given, strategies as st
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.cohorts.rules import days_meet
from core_service.foundation.runtime import Runtime
from tests.core_service.conftest import World, json_of
from tests.core_service.statements import statements_of
from tests.factories.people import TestPerson

CLASSES = "/api/academic/classes"
DATES = st.dates(date(2026, 1, 1), date(2026, 3, 1))


def member(world: World, student: TestPerson, **more: str | None) -> dict[str, Any]:
    """For the course that both centres teach."""
    return {"studentId": str(student.id), "courseId": str(world.course.id)} | more


def create(client: FlaskClient, world: World, *members: dict[str, Any], name: str = "Year 6") -> Any:
    """As the supervisor."""
    body = {"name": name, "members": list(members)}
    return client.post(CLASSES, headers=world.riverside.supervisor.headers, json=body)


def test_anonymous_is_asked_to_sign_in(client: FlaskClient, world: World) -> None:
    """401."""
    assert client.post(CLASSES, json={"name": "Year 6"}).status_code == 401


@pytest.mark.parametrize(("who", "sees"), [("tutor", 200), ("parent", 403), ("student1", 403), ("assessor", 403)])
def test_classes_are_made_by_planners_and_seen_by_tutors(
    client: FlaskClient, world: World, who: str, sees: int
) -> None:
    """Nobody else."""
    headers = world.riverside.people[who].headers
    assert client.post(CLASSES, headers=headers, json={"name": "Year 6"}).status_code == 403
    assert client.get(CLASSES, headers=headers).status_code == sees


def test_another_centres_class_looks_like_none(client: FlaskClient, world: World) -> None:
    """404 for each act, and it is in no list; students of theirs cannot be added to ours."""
    made = json_of(create(client, world, member(world, world.riverside.student1)))["id"]
    foreign = world.hillcrest.supervisor.headers
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "/members"), ("GET", "/attendance-trend")):
        body: dict[str, Any] | None = {} if method == "PATCH" else None
        assert client.open(f"{CLASSES}/{made}{path}", method=method, headers=foreign, json=body).status_code == 404
    joining = {"members": [member(world, world.hillcrest.student1)]}
    assert client.post(f"{CLASSES}/{made}/members", headers=foreign, json=joining).status_code == 404
    assert json_of(client.get(CLASSES, headers=foreign))["items"] == []
    refused = client.post(f"{CLASSES}/{made}/members", headers=world.riverside.supervisor.headers, json=joining)
    assert [error["path"] for error in json_of(refused)["errors"]] == ["members.0.studentId"]


def test_a_class_is_made_with_its_members(client: FlaskClient, world: World, db: Session) -> None:
    """They join today; the count is of students; the audit names them by id."""
    headers = world.riverside.supervisor.headers
    made = create(client, world, member(world, world.riverside.student1), member(world, world.riverside.student2))
    assert (made.status_code, json_of(made)["studentCount"]) == (201, 2)
    shown = json_of(client.get(f"{CLASSES}/{json_of(made)['id']}/members", headers=headers))["items"]
    assert [(each["studentName"], each["startsOn"], each["endsOn"]) for each in shown] == [
        ("Student1", "2026-11-17", None),
        ("Student2", "2026-11-17", None),
    ]
    joined = db.scalars(sa.select(AuditLog).where(AuditLog.action == "CLASS_JOIN")).all()
    assert {row.after["studentId"] for row in joined if row.after} == {
        str(world.riverside.student1.id),
        str(world.riverside.student2.id),
    }


def test_a_bad_member_adds_nobody(client: FlaskClient, world: World) -> None:
    """All or none, with the path of each wrong value."""
    strange = member(world, world.riverside.student2, endsOn="2026-01-01") | {
        "courseId": "00000000-0000-7000-8000-000000000000"
    }
    answer = create(client, world, member(world, world.riverside.student1), strange)
    assert [error["path"] for error in json_of(answer)["errors"]] == ["members.1.courseId", "members.1.endsOn"]
    assert json_of(client.get(CLASSES, headers=world.riverside.supervisor.headers))["items"] == []


def test_nobody_is_in_a_class_twice_at_once(client: FlaskClient, world: World) -> None:
    """For one course; after they left they may come back."""
    headers = world.riverside.supervisor.headers
    first = member(world, world.riverside.student1, startsOn="2026-09-01", endsOn="2026-10-31")
    made = json_of(create(client, world, first))["id"]
    for starts_on, status in (("2026-10-31", 409), ("2026-11-01", 201)):
        body = {"members": [member(world, world.riverside.student1, startsOn=starts_on)]}
        answer = client.post(f"{CLASSES}/{made}/members", headers=headers, json=body)
        assert answer.status_code == status
    two = create(client, world, first, first, name="Twice")
    assert json_of(two)["code"] == "already_member"


def test_members_leave_with_a_date(client: FlaskClient, world: World) -> None:
    """Who leaves today was a member until yesterday; who had not begun was never one."""
    headers = world.riverside.supervisor.headers
    made = create(
        client,
        world,
        member(world, world.riverside.student1, startsOn="2026-09-01"),
        member(world, world.riverside.student2, startsOn="2026-12-01"),
    )
    url = f"{CLASSES}/{json_of(made)['id']}/members"
    one, two = (each["id"] for each in json_of(client.get(url, headers=headers))["items"])
    changed = client.patch(f"{url}/{one}", headers=headers, json={"endsOn": "2027-01-31"})
    assert (changed.status_code, json_of(changed)["endsOn"]) == (200, "2027-01-31")
    wrong = client.patch(f"{url}/{one}", headers=headers, json={"endsOn": "2026-08-01"})
    assert [error["path"] for error in json_of(wrong)["errors"]] == ["endsOn"]
    for each in (one, two):
        assert client.delete(f"{url}/{each}", headers=headers).status_code == 204
    [left] = json_of(client.get(url, headers=headers))["items"]
    assert (left["id"], left["endsOn"]) == (one, "2026-11-16")
    assert client.delete(f"{url}/{two}", headers=headers).status_code == 404


def test_a_class_is_edited_from_its_newest_version(client: FlaskClient, world: World) -> None:
    """412 for an older one; a name is used once; out of use it is in no list."""
    headers = world.riverside.supervisor.headers
    made = create(client, world)
    create(client, world, name="Year 7")
    url, tag = f"{CLASSES}/{json_of(made)['id']}", made.headers["ETag"]
    matching = headers | {"If-Match": tag}
    assert client.patch(url, headers=matching, json={"description": "Tuesdays"}).status_code == 200
    assert client.patch(url, headers=matching, json={"description": "Mondays"}).status_code == 412
    assert json_of(client.patch(url, headers=headers, json={"name": "Year 7"}))["code"] == "name_taken"
    assert client.delete(url, headers=headers).status_code == 204
    assert [each["name"] for each in json_of(client.get(CLASSES, headers=headers))["items"]] == ["Year 7"]


def test_statements_do_not_grow_with_the_class(run: Runtime, client: FlaskClient, world: World) -> None:
    """Neither the list of classes nor the one of members, nor adding."""
    headers, people = world.riverside.supervisor.headers, world.riverside
    with statements_of(run) as one:
        create(client, world, member(world, people.student1), name="One")
    with statements_of(run) as two:
        create(client, world, member(world, people.student1), member(world, people.student2), name="Two")
    assert len(one) == len(two)
    counts = []
    for number in range(2):
        with statements_of(run) as listed:
            client.get(CLASSES, headers=headers)
        counts.append(len(listed))
        create(client, world, name=f"More {number}")
    assert counts[0] == counts[1]


@given(DATES, DATES | st.none(), DATES, DATES | st.none())
def test_days_meet_exactly_when_they_share_one(
    start: date, end: date | None, other_start: date, other_end: date | None
) -> None:
    """Both ends included; the other way round it is the same."""
    far = date(2026, 3, 2)
    days = {start + timedelta(days=n) for n in range(((end or far) - start).days + 1)}
    others = {other_start + timedelta(days=n) for n in range(((other_end or far) - other_start).days + 1)}
    if days and others:
        assert days_meet((start, end), (other_start, other_end)) == bool(days & others)
        assert days_meet((other_start, other_end), (start, end)) == bool(days & others)
