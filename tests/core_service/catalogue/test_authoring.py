"""Writing courses, units and lessons (R046 to R049, C03).

The good case: a supervisor copies the franchise's course, renames it, puts a unit first and publishes. The bad ones:
a tutor tries to write, a supervisor tries to change what belongs to all centres, two edit the same unit at once.
"""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.catalogue.models import ContentUnit, Exercise, Lesson
from core_service.foundation.runtime import Runtime
from shared.ids import new_id
from tests.core_service.callers import Caller
from tests.core_service.conftest import World
from tests.core_service.statements import statements_of

COURSE = {"name": "Écriture & more", "subjectArea": "Languages"}


def a_course(by: Caller, **more: Any) -> dict[str, Any]:
    """A course that is there."""
    return by.send("POST", "/api/courses", {**COURSE, **more}, status=201)


def a_unit(by: Caller, course_id: object, title: str, **more: Any) -> dict[str, Any]:
    """A unit at Class 4."""
    body = {"courseId": str(course_id), "level": 4, "title": title, **more}
    return by.send("POST", "/api/units", body, status=201)


def a_lesson(by: Caller, unit_id: object, title: str, **more: Any) -> dict[str, Any]:
    """A reading."""
    body = {"unitId": str(unit_id), "title": title, "contentType": "READING", **more}
    return by.send("POST", "/api/lessons", body, status=201)


def titles(by: Caller, course_id: object, **more: Any) -> list[str]:
    """The units of Class 4 in the order in which they are taught."""
    outline = by.send("GET", f"/api/courses/{course_id}/outline", level=4, includeInactive="true", **more)
    return [each["title"] for each in outline["units"]]


WRITES = [
    ("POST", "/api/courses", COURSE),
    ("PATCH", "/api/courses/{id}", {"name": "X"}),
    ("DELETE", "/api/courses/{id}", None),
    ("POST", "/api/courses/{id}/duplicate", {}),
    ("POST", "/api/units", {"courseId": "{id}", "level": 4, "title": "X"}),
    ("PATCH", "/api/units/{id}", {"title": "X"}),
    ("DELETE", "/api/units/{id}", None),
    ("POST", "/api/units/{id}/move", {"position": 1}),
    ("POST", "/api/units/{id}/duplicate", {}),
    ("POST", "/api/lessons", {"unitId": "{id}", "title": "X", "contentType": "READING"}),
    ("PATCH", "/api/lessons/{id}", {"title": "X"}),
    ("DELETE", "/api/lessons/{id}", None),
    ("POST", "/api/lessons/{id}/move", {"position": 1}),
    ("POST", "/api/lessons/{id}/duplicate", {}),
]


class TestAccess:
    """Who writes what."""

    @pytest.mark.parametrize(("method", "path", "body"), WRITES)
    def test_nobody_and_the_wrong_role(
        self, nobody: Caller, tutor: Caller, method: str, path: str, body: dict[str, Any] | None
    ) -> None:
        """A login, and CENTRE_MANAGE."""
        id = str(new_id())
        sent = None if body is None else {name: id if value == "{id}" else value for name, value in body.items()}
        assert nobody.send(method, path.format(id=id), sent, status=401)["code"] == "not_signed_in"
        assert tutor.send(method, path.format(id=id), sent, status=403)["code"] == "permission_missing"

    def test_another_centres_content_looks_like_none(self, author: Caller, stranger: Caller) -> None:
        """To read and to change, at every step of the tree."""
        course = a_course(author)
        unit = a_unit(author, course["id"], "One")
        lesson = a_lesson(author, unit["id"], "Read")
        for path in (
            f"/api/courses/{course['id']}",
            f"/api/courses/{course['id']}/levels",
            f"/api/units/{unit['id']}",
            f"/api/lessons/{lesson['id']}/source",
        ):
            assert stranger.send("GET", path, status=404)["code"] == "not_found"
        for kind, id in (("courses", course["id"]), ("units", unit["id"]), ("lessons", lesson["id"])):
            foreign = stranger.send("PATCH", f"/api/{kind}/{id}", {"isActive": False}, status=404)
            unknown = stranger.send("PATCH", f"/api/{kind}/{new_id()}", {"isActive": False}, status=404)
            assert foreign["detail"] == unknown["detail"]
        assert stranger.send("POST", "/api/units", {"courseId": course["id"], "level": 4, "title": "X"}, status=422)

    def test_centre_reads_the_franchises_and_changes_none_of_it(
        self, author: Caller, franchise: Caller, tutor: Caller
    ) -> None:
        """Only a super-admin writes for all; whose it is, is shown."""
        shared = a_course(franchise, centreId=None)
        assert shared["centreId"] is None
        for reader in (author, tutor):
            assert reader.send("GET", f"/api/courses/{shared['id']}")["name"] == COURSE["name"]
        refused = author.send("PATCH", f"/api/courses/{shared['id']}", {"name": "Mine"}, status=403)
        assert refused["code"] == "permission_missing"
        assert author.send("POST", "/api/courses", {**COURSE, "centreId": None}, status=403)
        body = {"courseId": shared["id"], "level": 4, "title": "Mine"}
        assert author.send("POST", "/api/units", body, status=403)["code"] == "permission_missing"


class TestCourses:
    """Made, changed, copied, taken out of use."""

    def test_slug_comes_from_the_name_and_is_free(self, author: Caller, stranger: Caller, world: World) -> None:
        """In each centre for itself (R009)."""
        first, second = a_course(author), a_course(author)
        assert (first["slug"], second["slug"]) == ("ecriture-more", "ecriture-more-2")
        assert first["centreId"] == str(world.riverside.id)
        assert a_course(stranger)["slug"] == "ecriture-more"

    def test_slug_that_is_taken_is_refused(self, author: Caller) -> None:
        """New, and on a change."""
        first = a_course(author)
        taken = author.send("POST", "/api/courses", {**COURSE, "slug": first["slug"]}, status=409)
        assert (taken["code"], taken["courseId"]) == ("slug_taken", first["id"])
        other = a_course(author, slug="other")
        path = f"/api/courses/{other['id']}"
        assert author.send("PATCH", path, {"slug": first["slug"]}, status=409)["code"] == "slug_taken"
        assert author.send("PATCH", path, {"slug": "other", "name": "Same"})["slug"] == "other"

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({"name": "", "subjectArea": "x"}, "name"),
            ({"name": "x"}, "subjectArea"),
            ({**COURSE, "slug": "Not a slug"}, "slug"),
            ({**COURSE, "isActive": "yes"}, "isActive"),
            ({**COURSE, "centre": 1}, "centre"),
        ],
    )
    def test_wrong_values_are_named(self, author: Caller, body: dict[str, Any], path: str) -> None:
        """422 with the field's path."""
        assert author.send("POST", "/api/courses", body, status=422)["errors"][0]["path"] == path

    def test_retired_course_is_for_staff_on_demand(self, author: Caller, world: World) -> None:
        """Students do not see it; nothing of it is lost."""
        course = a_course(author, name="Rare")
        author.send("PATCH", f"/api/courses/{course['id']}", {"isActive": False})
        assert author.send("GET", "/api/courses", q="rare")["items"] == []
        assert [each["id"] for each in author.send("GET", "/api/courses", q="rare", includeInactive="true")["items"]]
        student = Caller(author.client, world.riverside.student1)
        assert student.send("GET", "/api/courses", q="rare", includeInactive="true")["items"] == []
        student.send("GET", f"/api/courses/{course['id']}", status=404)

    def test_franchise_course_becomes_the_centres_own(
        self, author: Caller, world: World, db: Session, run: Runtime
    ) -> None:
        """Everything in it, out of use until it is published; the original stays as it is."""
        path = f"/api/courses/{world.course.id}/duplicate"
        copy = author.send("POST", path, {"name": "Our maths"}, status=201)
        assert (copy["isActive"], copy["centreId"], copy["name"]) == (False, str(world.riverside.id), "Our maths")
        rows = (
            sa.select(Exercise.centre_id, Exercise.title, Exercise.is_active)
            .join(Lesson, Lesson.id == Exercise.lesson_id)
            .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
            .order_by(ContentUnit.sequence_order, Exercise.sequence_order)
        )
        copied = db.execute(rows.where(ContentUnit.course_id == UUID(copy["id"]))).all()
        original = db.execute(rows.where(ContentUnit.course_id == world.course.id)).all()
        assert [each.title for each in copied] == [each.title for each in original]
        assert {each.centre_id for each in copied} == {world.riverside.id}
        author.send("PATCH", f"/api/courses/{copy['id']}", {"isActive": True})

    def test_stale_edit(self, author: Caller) -> None:
        """If-Match with an older version is 412; without one the edit is accepted."""
        course = a_course(author)
        path, headers = f"/api/courses/{course['id']}", author.person.headers  # type: ignore[union-attr]
        tag = author.client.get(path, headers=headers).headers["ETag"]
        first = author.client.patch(path, json={"name": "A"}, headers=headers | {"If-Match": tag})
        second = author.client.patch(path, json={"name": "B"}, headers=headers | {"If-Match": tag})
        assert (first.status_code, second.status_code) == (200, 412)
        assert second.get_json()["code"] == "stale_edit"

    def test_change_is_on_record_without_its_words(self, author: Caller, db: Session) -> None:
        """Texts only as "changed"; without a difference nothing is written."""
        course = a_course(author)
        path = f"/api/courses/{course['id']}"
        author.send("PATCH", path, {"name": "Secret name", "isActive": False})
        author.send("PATCH", path, {"isActive": False})
        found = db.scalars(sa.select(AuditLog).where(AuditLog.resource_id == UUID(course["id"]))).all()
        assert [each.action for each in found] == ["COURSE_CREATE", "COURSE_CHANGE"]
        assert found[1].after == {"name": "changed", "is_active": False}


class TestOrder:
    """Units and lessons among their siblings."""

    def test_new_ones_come_last_or_where_they_are_wanted(self, author: Caller) -> None:
        """Without gaps, whatever was there."""
        course = a_course(author)
        for title in ("A", "B"):
            a_unit(author, course["id"], title)
        assert a_unit(author, course["id"], "C", position=1)["sequenceOrder"] == 1
        assert titles(author, course["id"]) == ["C", "A", "B"]

    def test_move_renumbers_all(self, author: Caller, db: Session) -> None:
        """There and back, and beyond the last."""
        course = a_course(author)
        units = [a_unit(author, course["id"], title) for title in "ABCD"]
        assert author.send("POST", f"/api/units/{units[3]['id']}/move", {"position": 2})["sequenceOrder"] == 2
        assert titles(author, course["id"]) == ["A", "D", "B", "C"]
        author.send("POST", f"/api/units/{units[0]['id']}/move", {"position": 99})
        assert titles(author, course["id"]) == ["D", "B", "C", "A"]
        orders = sa.select(ContentUnit.sequence_order).where(ContentUnit.course_id == UUID(course["id"]))
        assert sorted(db.scalars(orders)) == [1, 2, 3, 4]

    def test_move_leaves_the_siblings_versions_alone(self, author: Caller) -> None:
        """Who edits a sibling meanwhile is not told that it has changed."""
        course = a_course(author)
        first, second = (a_unit(author, course["id"], title) for title in "AB")
        headers = author.person.headers  # type: ignore[union-attr]
        path = f"/api/units/{first['id']}"
        tag = author.client.get(path, headers=headers).headers["ETag"]
        author.send("POST", f"/api/units/{second['id']}/move", {"position": 1})
        edited = author.client.patch(path, json={"title": "AA"}, headers=headers | {"If-Match": tag})
        assert edited.status_code == 200

    def test_unit_moves_to_another_level(self, author: Caller) -> None:
        """And is gone from the first."""
        course = a_course(author)
        a_unit(author, course["id"], "A", level=5)
        unit = a_unit(author, course["id"], "B")
        moved = author.send("POST", f"/api/units/{unit['id']}/move", {"position": 1, "level": 5})
        assert (moved["level"], moved["sequenceOrder"]) == (5, 1)
        assert titles(author, course["id"]) == []
        author.send("POST", f"/api/units/{unit['id']}/move", {"position": 1, "level": 99}, status=422)

    def test_lesson_moves_within_the_course_alone(self, author: Caller) -> None:
        """Another course's unit is none of this course."""
        course, other = a_course(author), a_course(author)
        first, second = (a_unit(author, course["id"], title) for title in "AB")
        lesson = a_lesson(author, first["id"], "Read")
        path = f"/api/lessons/{lesson['id']}/move"
        assert author.send("POST", path, {"position": 1, "unitId": second["id"]})["unitId"] == second["id"]
        foreign = a_unit(author, other["id"], "C")
        refused = author.send("POST", path, {"position": 1, "unitId": foreign["id"]}, status=422)
        assert refused["errors"][0]["path"] == "unitId"


class TestCopies:
    """Units and lessons, beside themselves and elsewhere."""

    def test_unit_beside_itself_is_told_apart_and_out_of_use(self, author: Caller) -> None:
        """With its lessons."""
        course = a_course(author)
        unit = a_unit(author, course["id"], "A")
        a_lesson(author, unit["id"], "Read")
        copy = author.send("POST", f"/api/units/{unit['id']}/duplicate", {}, status=201)
        assert (copy["title"], copy["isActive"], copy["sequenceOrder"]) == ("A (copy)", False, 2)
        listed = author.send("GET", "/api/lessons", unitId=copy["id"])["items"]
        assert [each["title"] for each in listed] == ["Read"]

    def test_franchise_unit_goes_into_an_own_course_alone(self, author: Caller, world: World, db: Session) -> None:
        """Not into the franchise's; a foreign or unknown course is named."""
        unit_id = db.scalars(sa.select(ContentUnit.id).where(ContentUnit.course_id == world.course.id)).first()
        course = a_course(author)
        path = f"/api/units/{unit_id}/duplicate"
        copy = author.send("POST", path, {"courseId": course["id"]}, status=201)
        assert copy["centreId"] == str(world.riverside.id)
        assert author.send("POST", path, {}, status=403)["code"] == "permission_missing"
        unknown = author.send("POST", path, {"courseId": str(new_id())}, status=422)
        assert unknown["errors"][0]["path"] == "courseId"

    def test_lesson_goes_into_another_unit(self, author: Caller) -> None:
        """Under its own title."""
        course = a_course(author)
        first, second = (a_unit(author, course["id"], title) for title in "AB")
        lesson = a_lesson(author, first["id"], "Read")
        path = f"/api/lessons/{lesson['id']}/duplicate"
        copy = author.send("POST", path, {"unitId": second["id"]}, status=201)
        assert (copy["title"], copy["unitId"], copy["isActive"]) == ("Read", second["id"], False)


class TestLessons:
    """What a lesson says."""

    def test_blocks_are_kept_as_they_are(self, author: Caller) -> None:
        """Headings, paragraphs, examples and lists."""
        unit = a_unit(author, a_course(author)["id"], "A")
        blocks = [
            {"kind": "heading", "text": "Foxes"},
            {"kind": "list", "items": ["red", "quick"]},
        ]
        lesson = a_lesson(author, unit["id"], "Read", content={"blocks": blocks})
        assert author.send("GET", f"/api/lessons/{lesson['id']}/source")["content"] == {"blocks": blocks}

    @pytest.mark.parametrize(
        ("block", "path"),
        [
            ({"kind": "song", "text": "x"}, "content.blocks.0.kind"),
            ({"kind": "paragraph"}, "content.blocks.0.text"),
            ({"kind": "list", "text": "x", "items": ["y"]}, "content.blocks.0.text"),
            ({"kind": "paragraph", "text": "x", "html": "y"}, "content.blocks.0.html"),
        ],
    )
    def test_wrong_block_is_named(self, author: Caller, block: dict[str, Any], path: str) -> None:
        """With its place."""
        unit = a_unit(author, a_course(author)["id"], "A")
        body = {"unitId": unit["id"], "title": "R", "contentType": "READING", "content": {"blocks": [block]}}
        assert author.send("POST", "/api/lessons", body, status=422)["errors"][0]["path"] == path

    def test_change_and_retire(self, author: Caller) -> None:
        """Title, minutes, use."""
        unit = a_unit(author, a_course(author)["id"], "A")
        path = f"/api/lessons/{a_lesson(author, unit['id'], 'Read')['id']}"
        changed = author.send("PATCH", path, {"title": "Read on", "estimatedMins": 12})
        assert (changed["title"], changed["estimatedMins"]) == ("Read on", 12)
        assert author.client.delete(path, headers=author.person.headers).status_code == 204  # type: ignore[union-attr]
        assert author.send("GET", f"{path}/source")["isActive"] is False


class TestLists:
    """Filtered, searched, paged; the tree of a level."""

    def test_outline_shows_what_is_in_use_in_one_statement(
        self, tutor: Caller, author: Caller, run: Runtime, world: World
    ) -> None:
        """However many units there are."""
        course = a_course(author)
        a_lesson(author, a_unit(author, course["id"], "A")["id"], "Read")
        with statements_of(run) as one:
            tutor.send("GET", f"/api/courses/{course['id']}/outline", level=4)
        for title in "BCD":
            a_lesson(author, a_unit(author, course["id"], title)["id"], "Read")
        with statements_of(run) as many:
            outline = tutor.send("GET", f"/api/courses/{course['id']}/outline", level=4)
        assert len(one) == len(many)
        assert [len(each["lessons"]) for each in outline["units"]] == [1, 1, 1, 1]
        tutor.send("GET", f"/api/courses/{course['id']}/outline", level=77, status=404)

    def test_levels_say_how_much_there_is(self, tutor: Caller, world: World) -> None:
        """Of the course alone."""
        items = tutor.send("GET", f"/api/courses/{world.course.id}/levels")["items"]
        counts = {each["level"]: (each["unitCount"], each["exerciseCount"]) for each in items}
        assert (counts[4], counts[5]) == ((1, 2), (1, 2))

    def test_units_and_lessons_are_filtered_and_paged(self, author: Caller) -> None:
        """Oldest first."""
        course = a_course(author)
        units = [a_unit(author, course["id"], title) for title in ("Apples", "Pears", "Plums")]
        first = author.send("GET", "/api/units", courseId=course["id"], limit=2)
        rest = author.send("GET", "/api/units", courseId=course["id"], limit=2, cursor=first["nextCursor"])
        assert [each["id"] for each in (*first["items"], *rest["items"])] == [each["id"] for each in units]
        assert [each["title"] for each in author.send("GET", "/api/units", q="plum")["items"]] == ["Plums"]
        for title in ("One", "Two"):
            a_lesson(author, units[0]["id"], title)
        found = author.send("GET", "/api/lessons", courseId=course["id"], level=4, q="two")["items"]
        assert [each["title"] for each in found] == ["Two"]
        assert author.send("GET", "/api/lessons", unitId=units[1]["id"])["items"] == []
