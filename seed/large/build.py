"""The two crowds: a large franchise to measure queries in, and classrooms full of students to load the hub with."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from core_service.catalogue.models import GradeLevel
from core_service.foundation.db import FRANCHISE_ID, DataScope
from core_service.foundation.runtime import Runtime
from seed.demo.build import bring_franchise_up_to_date
from seed.large.attempts import sheets_by_level, write_attempts
from seed.large.happenings import write_acts, write_happenings
from seed.large.lessons import (
    CLASS_SIZE,
    Lesson,
    coming_lessons,
    past_lessons,
    running_lessons,
    write_credentials,
    write_lessons,
)
from seed.large.planning import write_plans
from seed.large.population import (
    Crowd,
    CrowdCentre,
    course_ids,
    crowd_centres,
    is_there,
    scope_of,
    write_crowd,
)
from seed.large.standing import write_standing

Say = Callable[[str], None]
ROOMS_PER_CENTRE = 4
"""As in C31: 50 centres × 4 rooms × 16 people."""

_PAST_LESSONS, _COMING_LESSONS, _ATTEMPTS_PER_STUDENT = 30, 7, 50
_CENTRES_AT_ONCE = 20
_LIVE_FOR = timedelta(hours=8)
_NO_TIME_LIMIT = sa.text("SET LOCAL statement_timeout = 0")


class AlreadyThere(Exception):
    """This crowd was made before; a second one would only measure something else."""


def build_large(runtime: Runtime, credentials: Path, say: Say, *, centres: int = 200) -> None:
    """20,000 students with a million attempts in 200 centres, and one running lesson in each. Raises AlreadyThere."""
    crowd = Crowd("large", centres=centres, tutors=5, students=100)
    everywhere = _new_centres(runtime, crowd, say)
    lessons: list[Lesson] = []
    for first in range(0, len(everywhere), _CENTRES_AT_ONCE):
        lessons += _write_history(runtime, everywhere[first : first + _CENTRES_AT_ONCE])
        say(f"{len(lessons)} of {centres} centres, {len(lessons) * crowd.students * _ATTEMPTS_PER_STUDENT:,} attempts")
    _let_in(runtime, everywhere, lessons, credentials, say)


def build_rooms(runtime: Runtime, rooms: int, credentials: Path, say: Say) -> None:
    """`rooms` running lessons of a tutor and 15 students, four in a new centre; each call makes others."""
    now = runtime.clock.now()
    crowd = Crowd(
        f"load-{now:%Y%m%d-%H%M%S}",
        centres=-(-rooms // ROOMS_PER_CENTRE),
        tutors=ROOMS_PER_CENTRE,
        students=ROOMS_PER_CENTRE * CLASS_SIZE,
    )
    everywhere = _new_centres(runtime, crowd, say)
    lessons = [
        lesson
        for index, centre in enumerate(everywhere)
        for lesson in running_lessons(
            centre, min(ROOMS_PER_CENTRE, rooms - index * ROOMS_PER_CENTRE), now=now, length=_LIVE_FOR
        )
    ]
    with runtime.unit_of_work(scope_of(everywhere)) as db:
        write_lessons(db, lessons)
    _let_in(runtime, everywhere, lessons, credentials, say)


def _new_centres(runtime: Runtime, crowd: Crowd, say: Say) -> list[CrowdCentre]:
    bring_franchise_up_to_date(runtime, say)
    with runtime.unit_of_work(DataScope(frozenset({FRANCHISE_ID}))) as db:
        if is_there(db, crowd):
            raise AlreadyThere(f"The centres {crowd.name}-001 and so on are there already.")
        everywhere = crowd_centres(crowd, course_ids(db))
    with runtime.unit_of_work(scope_of(everywhere)) as db:
        db.execute(_NO_TIME_LIMIT)
        write_crowd(db, everywhere, now=runtime.clock.now())
        levels = dict(db.execute(sa.select(GradeLevel.level, GradeLevel.id)).all())
        write_standing(db, everywhere, levels, now=runtime.clock.now())
    say(f"{crowd.centres} centres with {crowd.centres * crowd.students:,} students")
    return everywhere


def _write_history(runtime: Runtime, centres: Sequence[CrowdCentre]) -> list[Lesson]:
    """Past lessons with all that happened in them, plans, and attempts; returns the one lesson of each centre that runs."""
    now = runtime.clock.now()
    running = [lesson for centre in centres for lesson in running_lessons(centre, 1, now=now, length=_LIVE_FOR)]
    past = [lesson for centre in centres for lesson in past_lessons(centre, _PAST_LESSONS, now=now)]
    coming = [lesson for centre in centres for lesson in coming_lessons(centre, _COMING_LESSONS, now=now)]
    with runtime.unit_of_work(scope_of(centres)) as db:
        db.execute(_NO_TIME_LIMIT)
        write_lessons(db, [*past, *running, *coming])
        sheets = sheets_by_level(db)
        write_happenings(db, past, sheets)
        write_plans(db, centres, coming, now=now)
        write_acts(db, centres, now=now)
        for centre in centres:
            own = [lesson for lesson in past if lesson.centre is centre]
            write_attempts(db, centre, sheets, own, per_student=_ATTEMPTS_PER_STUDENT, now=now)
    return running


def _let_in(
    runtime: Runtime, centres: Sequence[CrowdCentre], lessons: Sequence[Lesson], credentials: Path, say: Say
) -> None:
    with runtime.unit_of_work(scope_of(centres)) as db:
        write_credentials(db, lessons, credentials, now=runtime.clock.now())
    say(f"{len(lessons)} running lessons; who may join them is in {credentials}")
