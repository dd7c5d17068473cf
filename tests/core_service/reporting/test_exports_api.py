"""Reports as files (R273, R292).

Good: a supervisor asks for a file, sees how far it is, and opens it by a link that ends. Bad: a student whose name is a
formula must not run in anybody's spreadsheet; a file must not outlive its week, nor be written for who has lost the
right; somebody else's file looks like none.
"""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser, UserRole
from core_service.job_runs import carry_out
from core_service.reporting.jobs import export_jobs
from core_service.reporting.service.exports import EXPIRE_EXPORT, WRITE_EXPORT
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.conftest import World, json_of
from tests.factories import people
from tests.factories.people import TestPerson

URL = "/api/reports/exports"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx")


@pytest.fixture
def kept(app: Flask, run: Runtime, tmp_path: Path) -> Runtime:
    """A runtime whose files lie in the test's folder."""
    with_folder = replace(run, settings=replace(run.settings, media_url=str(tmp_path / "media")))
    app.extensions["runtime"] = with_folder
    return with_folder


def order(client: FlaskClient, who: TestPerson, **body: object) -> Any:
    """The answer."""
    wanted = {"report": "progress", "format": "csv"} | body
    return client.post(URL, json=wanted, headers=who.headers)


def do_jobs(run: Runtime, db: Session, name: str) -> None:
    """As the worker would."""
    for id in db.scalars(sa.select(PendingJob.id).where(PendingJob.name == name, PendingJob.done_at.is_(None))).all():
        carry_out(run, id, export_jobs(run))


def done(client: FlaskClient, who: TestPerson, id: str) -> Any:
    """How the export stands."""
    return json_of(client.get(f"{URL}/{id}", headers=who.headers))


def test_anonymous_and_limited_viewers(client: FlaskClient, world: World) -> None:
    """401, and 403 for who may look at reports but not take them away."""
    assert client.post(URL, json={}).status_code == 401
    for who in ("student1", "parent", "tutor", "assessor"):
        assert order(client, world.riverside.people[who]).status_code == 403


def test_what_cannot_be_ordered(client: FlaskClient, world: World) -> None:
    """422 with the field's path; another centre, child or franchise is refused as the report itself refuses."""
    supervisor = world.riverside.supervisor
    wrong: tuple[tuple[dict[str, object], str], ...] = (
        ({"report": "nothing"}, "report"),
        ({"format": "pdf"}, "format"),
        ({"filters": {"since": "soon"}, "report": "seats"}, "filters.since"),
        ({"filters": {"tutorId": str(new_id())}}, "filters.tutorId"),
        ({"filters": {}, "report": "student-levels"}, "studentId"),
    )
    for body, path in wrong:
        answer = order(client, supervisor, **body)
        assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, path), body
    for id in (world.hillcrest.id, new_id()):
        assert order(client, supervisor, filters={"centreId": str(id)}).status_code == 404
    assert order(client, supervisor, report="franchise").status_code == 403


def test_a_file_is_written_and_opened(client: FlaskClient, world: World, db: Session, kept: Runtime) -> None:
    """Ordered, then done; CSV with a byte order mark and CRLF, under a name that says what it is."""
    supervisor = world.riverside.supervisor
    ordered = order(client, supervisor, filters={"centreId": str(world.riverside.id)})
    assert ordered.status_code == 202
    export = json_of(ordered)
    assert (export["status"], export["url"], export["rowsWritten"]) == ("WAITING", None, 0)
    do_jobs(kept, db, WRITE_EXPORT)
    export = done(client, supervisor, export["id"])
    assert (export["status"], export["rowsWritten"]) == ("DONE", 2)
    file = client.get(export["url"])
    assert "filename=progress-2026-11-17.csv" in file.headers["Content-Disposition"]
    body = file.get_data()
    assert (body[:3], len(body)) == (b"\xef\xbb\xbf", export["sizeBytes"])
    assert body.count(b"\r\n") == 3
    [head, first, _] = csv.reader(io.StringIO(body.decode("utf-8-sig")))
    assert (head[1], first[1], first[3]) == ("Student name", "Student1", "Mathematics")
    [act] = db.scalars(sa.select(AuditLog).where(AuditLog.action == "REPORT_EXPORT"))
    assert act.after == {"report": "progress", "format": "csv"}


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_no_text_is_ever_a_formula(
    client: FlaskClient, world: World, db: Session, kept: Runtime, formula: str, file_format: str
) -> None:
    """In XLSX the cell is a text; CSV knows no types, so the text begins with an apostrophe."""
    db.execute(sa.update(AppUser).where(AppUser.id == world.riverside.student1.id).values(name=formula))
    db.commit()
    supervisor = world.riverside.supervisor
    export = json_of(order(client, supervisor, format=file_format))
    do_jobs(kept, db, WRITE_EXPORT)
    body = client.get(done(client, supervisor, export["id"])["url"]).get_data()
    if file_format == "csv":
        names = [row[1] for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))]
        assert f"'{formula}" in names
        assert formula not in names
        return
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    assert sheet is not None
    cells = [row[1] for row in sheet.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert formula.replace("\r", "\n") in {str(cell.value) for cell in cells} | {formula}


def test_numbers_stay_numbers(client: FlaskClient, world: World, db: Session, kept: Runtime) -> None:
    """A level in XLSX can be summed up."""
    supervisor = world.riverside.supervisor
    export = json_of(order(client, supervisor, format="xlsx"))
    do_jobs(kept, db, WRITE_EXPORT)
    book = openpyxl.load_workbook(io.BytesIO(client.get(done(client, supervisor, export["id"])["url"]).get_data()))
    [head, first, _] = book["progress"].iter_rows(values_only=True)
    assert dict(zip(head, first, strict=True))["Level"] == 4


def test_a_job_that_comes_twice_writes_once(client: FlaskClient, world: World, db: Session, kept: Runtime) -> None:
    """The same file, and one promise to delete it."""
    export = json_of(order(client, world.riverside.supervisor))
    do_jobs(kept, db, WRITE_EXPORT)
    db.execute(sa.update(PendingJob).where(PendingJob.name == WRITE_EXPORT).values(done_at=None))
    db.commit()
    before = done(client, world.riverside.supervisor, export["id"])["finishedAt"]
    do_jobs(kept, db, WRITE_EXPORT)
    assert done(client, world.riverside.supervisor, export["id"])["finishedAt"] == before
    promised = sa.select(sa.func.count()).where(PendingJob.name == EXPIRE_EXPORT)
    assert db.scalar(promised) == 1


def test_a_file_ends_after_a_week(
    client: FlaskClient, world: World, db: Session, kept: Runtime, clock: FixedClock
) -> None:
    """Its link after five minutes; then the file itself, and the row says so."""
    supervisor = world.riverside.supervisor
    export = json_of(order(client, supervisor))
    do_jobs(kept, db, WRITE_EXPORT)
    link = done(client, supervisor, export["id"])["url"]
    clock.advance(minutes=6)
    assert client.get(link).status_code == 404
    assert client.get(done(client, supervisor, export["id"])["url"]).status_code == 200
    clock.advance(days=7)
    assert done(client, supervisor, export["id"])["url"] is None
    do_jobs(kept, db, EXPIRE_EXPORT)
    assert done(client, supervisor, export["id"])["status"] == "EXPIRED"
    assert [path for path in Path(kept.settings.media_url).rglob("*") if path.is_file()] == []


def test_who_has_lost_the_right_gets_no_file(client: FlaskClient, world: World, db: Session, kept: Runtime) -> None:
    """Though they had it when they asked."""
    where = world.riverside
    export = json_of(order(client, where.supervisor))
    db.execute(sa.update(UserRole).where(UserRole.user_id == where.supervisor.id).values(is_active=False))
    db.commit()
    do_jobs(kept, db, WRITE_EXPORT)
    db.execute(sa.update(UserRole).where(UserRole.user_id == where.supervisor.id).values(is_active=True))
    db.commit()
    assert done(client, where.supervisor, export["id"])["status"] == "FAILED"


def test_a_file_is_its_owners(client: FlaskClient, world: World) -> None:
    """A colleague's looks like none; the list has one's own, newest first."""
    where = world.riverside
    export = json_of(order(client, where.supervisor))
    assert client.get(f"{URL}/{export['id']}", headers=where.admin.headers).status_code == 404
    assert json_of(client.get(URL, headers=where.admin.headers))["items"] == []
    assert [each["id"] for each in json_of(client.get(URL, headers=where.supervisor.headers))["items"]] == [
        export["id"]
    ]


def test_a_program_stays_in_its_centre(client: FlaskClient, world: World, db: Session, kept: Runtime) -> None:
    """A token for Riverside of somebody who supervises Hillcrest too: their file holds Riverside alone."""
    who, there = world.riverside.supervisor, world.hillcrest
    people.joins(db, there, who, Role.SUPERVISOR)
    db.commit()
    token = {"label": "x", "centreId": str(world.riverside.id), "permissions": ["REPORTS_EXPORT", "REPORTS_VIEW"]}
    made = json_of(client.post("/api/auth/tokens", json=token, headers=who.headers))
    program = {"Authorization": f"Bearer {made['token']}"}
    of_all = json_of(order(client, who, report="tutor-workload"))["id"]
    of_one = json_of(client.post(URL, json={"report": "tutor-workload", "format": "csv"}, headers=program))
    assert of_one["filters"] == {"centreId": str(world.riverside.id)}
    do_jobs(kept, db, WRITE_EXPORT)
    assert client.get(f"{URL}/{of_all}", headers=program).status_code == 404
    assert [each["id"] for each in json_of(client.get(URL, headers=program))["items"]] == [of_one["id"]]
    rows = {id: csv_of(client, who, id) for id in (of_all, of_one["id"])}
    assert any(str(there.tutor.id) in row for row in rows[of_all])
    assert rows[of_one["id"]]
    assert not any(str(there.tutor.id) in row for row in rows[of_one["id"]])


def csv_of(client: FlaskClient, who: TestPerson, id: str) -> list[list[str]]:
    """A written file's rows, below the headings."""
    return list(csv.reader(io.StringIO(client.get(done(client, who, id)["url"]).text)))[1:]


def test_not_too_many_at_once(client: FlaskClient, world: World, clock: FixedClock) -> None:
    """Five; the sixth is told to wait, and one that was forgotten for an hour does not count."""
    supervisor = world.riverside.supervisor
    assert {order(client, supervisor).status_code for _ in range(5)} == {202}
    refused = order(client, supervisor)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    clock.advance(seconds=timedelta(hours=1).total_seconds() + 1)
    assert order(client, supervisor).status_code == 202
