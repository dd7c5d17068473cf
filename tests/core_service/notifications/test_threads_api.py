"""A parent asks the tutor a question; the tutor answers; a supervisor reads along.

Bad cases: the other parent reads it; a colleague who does not teach the child reads it; a parent writes all night.
"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.models import GuardianLink
from core_service.notifications.service.threads import TELL_OF_MESSAGE
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.promises import Keep, told
from tests.core_service.statements import statements_of
from tests.factories import people
from tests.factories.people import TestPerson

THREADS = "/api/threads"


def write(client: FlaskClient, who: TestPerson, child: TestPerson, text: str = "Hello", **more: Any) -> Any:
    """A first message, or one more."""
    body = {"studentId": str(child.id), "text": text} | more
    return client.post(THREADS, json=body, headers=who.headers)


def begun(client: FlaskClient, world: World) -> str:
    """The path of the thread that the parent has begun."""
    made = write(client, world.riverside.parent, world.riverside.student1, "Is the blue folder needed?")
    assert made.status_code == 201
    return f"{THREADS}/{json_of(made)['id']}"


@pytest.mark.parametrize(("who", "status"), [(None, 401), ("student1", 403), ("assessor", 403)])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_threads_are_for_parents_and_tutors(
    client: FlaskClient, world: World, who: str | None, status: int, method: str
) -> None:
    """Children and assessors have none."""
    headers = world.riverside.people[who].headers if who else {}
    body = {"studentId": str(world.riverside.student1.id), "text": "x"} if method == "POST" else None
    assert client.open(THREADS, method=method, json=body, headers=headers).status_code == status


def test_a_thread_is_nobody_elses_business(client: FlaskClient, world: World, db: Session) -> None:
    """Neither the other parent's, nor a colleague's who does not teach the child, nor another centre's: 404."""
    url = begun(client, world)
    other = people.person(db, world.riverside, "other_parent", Role.PARENT, now=NOW)
    people.guardian(db, world.riverside, other, world.riverside.student1)
    db.commit()
    for stranger in (other, world.riverside.tutor2, world.hillcrest.supervisor, world.hillcrest.parent):
        assert json_of(client.get(THREADS, headers=stranger.headers))["items"] == []
        assert client.get(url, headers=stranger.headers).status_code == 404
        assert client.get(f"{url}/messages", headers=stranger.headers).status_code == 404
        posted = client.post(f"{url}/messages", json={"text": "x"}, headers=stranger.headers)
        assert posted.status_code == 404
        assert client.post(f"{url}/read", headers=stranger.headers).status_code == 404


def test_parent_and_tutor_write_to_each_other(
    client: FlaskClient, world: World, db: Session, clock: FixedClock
) -> None:
    """Both see both sides, newest first, with what they have not read; the other side is told by a job."""
    here = world.riverside
    url = begun(client, world)
    [shown] = json_of(client.get(THREADS, headers=here.tutor.headers))["items"]
    assert (shown["student"]["name"], shown["guardian"]["name"], shown["unreadCount"]) == ("Student1", "Parent", 1)
    assert shown["lastMessage"]["text"] == "Is the blue folder needed?"
    clock.advance(minutes=1)
    answer = client.post(f"{url}/messages", json={"text": "Yes, please."}, headers=here.tutor.headers)
    assert (answer.status_code, json_of(answer)["isFromFamily"]) == (201, False)
    page = json_of(client.get(f"{url}/messages", headers=here.parent.headers))
    assert [(each["sender"]["name"], each["text"]) for each in page["items"]] == [
        ("Tutor", "Yes, please."),
        ("Parent", "Is the blue folder needed?"),
    ]
    assert json_of(client.get(THREADS, headers=here.parent.headers))["unreadTotal"] == 1
    assert client.post(f"{url}/read", headers=here.parent.headers).status_code == 204
    assert json_of(client.get(THREADS, headers=here.parent.headers))["unreadTotal"] == 0
    promised = db.scalars(sa.select(PendingJob).where(PendingJob.name == TELL_OF_MESSAGE)).all()
    assert {job.key for job in promised} == {each["id"] for each in page["items"]}
    audited = db.scalars(sa.select(AuditLog).where(AuditLog.action == "THREAD_MESSAGE")).all()
    assert {row.acting_role for row in audited} == {Role.PARENT, Role.TEACHER}
    assert "folder" not in str([row.after for row in audited])


def test_the_supervisor_reads_and_writes_along(client: FlaskClient, world: World) -> None:
    """And everybody sees which tutors take part."""
    url = begun(client, world)
    assert (
        client.post(
            f"{url}/messages", json={"text": "From the centre"}, headers=world.riverside.supervisor.headers
        ).status_code
        == 201
    )
    thread = json_of(client.get(url, headers=world.riverside.parent.headers))
    assert [each["name"] for each in thread["tutors"]] == ["Tutor"]


def test_one_thread_per_parent_and_child(client: FlaskClient, world: World) -> None:
    """Beginning again goes on with it; the tutor's first word lands in the same one."""
    here = world.riverside
    url = begun(client, world)
    again = write(client, here.parent, here.student1)
    assert (again.status_code, f"{THREADS}/{json_of(again)['id']}") == (200, url)
    assert json_of(write(client, here.tutor, here.student1))["id"] == json_of(again)["id"]


def test_only_about_ones_own_children_and_students(client: FlaskClient, world: World) -> None:
    """A parent about another child 404; a tutor about a colleague's student 403; without a parent there is no one."""
    here = world.riverside
    assert write(client, here.parent, here.student2).status_code == 404
    assert write(client, here.parent, world.hillcrest.student1).status_code == 404
    assert write(client, here.tutor2, here.student1).status_code == 403
    nobody = write(client, here.tutor, here.student2)
    assert [error["path"] for error in json_of(nobody)["errors"]] == ["guardianId"]


def test_staff_say_which_parent(client: FlaskClient, world: World, db: Session) -> None:
    """Where a child has several; each has a thread of their own."""
    here = world.riverside
    other = people.person(db, here, "other_parent", Role.PARENT, now=NOW)
    people.guardian(db, here, other, here.student1)
    db.commit()
    unclear = write(client, here.tutor, here.student1)
    assert [error["path"] for error in json_of(unclear)["errors"]] == ["guardianId"]
    assert write(client, here.tutor, here.student1, guardianId=str(other.id)).status_code == 201
    assert len(json_of(client.get(THREADS, headers=other.headers))["items"]) == 1
    assert json_of(client.get(THREADS, headers=here.parent.headers))["items"] == []


def test_a_teacher_here_who_is_a_parent_there(client: FlaskClient, world: World, db: Session) -> None:
    """Writes as a parent in Hillcrest, and sees no other family there."""
    tutor, there = world.riverside.tutor, world.hillcrest
    people.joins(db, there, tutor, Role.PARENT)
    people.guardian(db, there, tutor, there.student1)
    people.guardian(db, there, there.parent, there.student2)
    db.commit()
    assert write(client, there.parent, there.student2).status_code == 201
    assert write(client, tutor, there.student1).status_code == 201
    assert write(client, tutor, there.student2).status_code == 404
    [thread] = json_of(client.get(THREADS, headers=tutor.headers))["items"]
    assert thread["student"]["id"] == str(there.student1.id)


def test_an_unlinked_parent_reads_no_more(client: FlaskClient, world: World, db: Session) -> None:
    """At once."""
    url = begun(client, world)
    db.execute(sa.delete(GuardianLink))
    db.commit()
    assert client.get(url, headers=world.riverside.parent.headers).status_code == 404


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, None])
def test_words_are_needed(client: FlaskClient, world: World, text: str | None) -> None:
    """From one letter to two thousand."""
    body = {"studentId": str(world.riverside.student1.id), "text": text}
    answer = client.post(THREADS, json=body, headers=world.riverside.parent.headers)
    assert (answer.status_code, [each["path"] for each in json_of(answer)["errors"]]) == (422, ["text"])


def test_not_too_many_at_once(client: FlaskClient, world: World) -> None:
    """Twenty in ten minutes; then 429 with the time to wait; a repeated request costs nothing."""
    url = begun(client, world)
    headers = world.riverside.parent.headers | {"Idempotency-Key": "once"}
    answers = [client.post(f"{url}/messages", json={"text": "again"}, headers=headers) for _ in range(3)]
    assert {json_of(each)["id"] for each in answers} == {json_of(answers[0])["id"]}
    headers = world.riverside.parent.headers
    statuses = [client.post(f"{url}/messages", json={"text": "x"}, headers=headers) for _ in range(19)]
    assert [each.status_code for each in statuses] == [201] * 18 + [429]
    assert int(statuses[-1].headers["Retry-After"]) > 0


def test_messages_come_in_pages(client: FlaskClient, world: World, clock: FixedClock) -> None:
    """Newest first, each once."""
    url = begun(client, world)
    for number in range(4):
        clock.advance(seconds=1)
        client.post(f"{url}/messages", json={"text": str(number)}, headers=world.riverside.tutor.headers)
    first = json_of(client.get(f"{url}/messages?limit=3", headers=world.riverside.parent.headers))
    rest = json_of(
        client.get(f"{url}/messages?limit=3&cursor={first['nextCursor']}", headers=world.riverside.parent.headers)
    )
    texts = [each["text"] for each in first["items"] + rest["items"]]
    assert (texts, rest["nextCursor"]) == (["3", "2", "1", "0", "Is the blue folder needed?"], None)


def test_statements_do_not_grow_with_threads(run: Runtime, client: FlaskClient, world: World, db: Session) -> None:
    """One family or four."""
    begun(client, world)
    counts = []
    for number in range(2):
        with statements_of(run) as sent:
            client.get(THREADS, headers=world.riverside.supervisor.headers)
        counts.append(len(sent))
        for each in range(3):
            parent = people.person(db, world.riverside, f"parent{number}{each}", Role.PARENT, now=NOW + timedelta(1))
            people.guardian(db, world.riverside, parent, world.riverside.student2)
            db.commit()
            assert write(client, parent, world.riverside.student2).status_code == 201
    assert counts[0] == counts[1]


def test_the_other_side_is_told(client: FlaskClient, world: World, db: Session, keep_promises: Keep) -> None:
    """The child's tutors of a parent's message, the parent of the tutor's; nobody of their own."""
    here = world.riverside
    url = begun(client, world)
    keep_promises(TELL_OF_MESSAGE)
    assert told(db, here.tutor.id) == [("THREAD_MESSAGE", "Parent has written to you about Student1")]
    assert told(db, here.parent.id) == told(db, here.tutor2.id) == []
    client.post(f"{url}/messages", json={"text": "Yes, please."}, headers=here.tutor.headers)
    keep_promises(TELL_OF_MESSAGE)
    assert told(db, here.parent.id) == [("THREAD_MESSAGE", "Tutor has written to you about Student1")]
    assert len(told(db, here.tutor.id)) == 1
