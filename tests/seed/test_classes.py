"""The demo's classes and its holiday: there after the first run, the same after the second."""

import sqlalchemy as sa

from core_service.centres.models import Centre, CentreClosure
from core_service.cohorts.models import ClassCohort, ClassMembership
from core_service.foundation.db import DataScope
from core_service.foundation.runtime import Runtime
from seed.demo.build import build_demo
from seed.demo.cast import RIVERSIDE


def test_classes_are_written_once(demo: Runtime) -> None:
    """One per subject of Riverside's students, and a closure in each centre."""
    for run_again in (False, True):
        if run_again:
            build_demo(demo, lambda _line: None)
        with demo.database.open() as db:
            centres = frozenset(db.scalars(sa.select(Centre.id)))
        with demo.database.open(DataScope(centres)) as db:
            names = sorted(db.scalars(sa.select(ClassCohort.name)))
            members = db.scalar(sa.select(sa.func.count()).select_from(ClassMembership))
            closures = db.scalars(sa.select(CentreClosure.reason)).all()
        assert names == ["English group", "Mathematics group", "Science group"]
        assert members == sum(len(student.levels) for student in RIVERSIDE.students)
        assert closures == ["Winter holiday", "Winter holiday"]
