"""A student who does sixty exercises through the API and the database (issue 2, section 4)."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.rules import ExerciseType
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.work.models import ExerciseAttempt
from shared.clock import FixedClock
from tests.core_service.callers import Caller, Json
from tests.core_service.conftest import NOW, World
from tests.factories import content, sessions
from tests.factories.content import TestCourse, right_answers, wrong_answers

KINDS = (ExerciseType.MULTIPLE_CHOICE, ExerciseType.NUMERICAL, ExerciseType.MATCHING)
EXERCISES, OVERRIDE_AFTER = 60, 10


class Simulation:
    """Does whatever comes next, fails every third exercise at first, and remembers what was served."""

    def __init__(self, student: Caller, course: TestCourse, session_id: UUID, clock: FixedClock) -> None:
        self.served: list[Json] = []
        self.mastered: set[str] = set()
        self.readings: list[str] = []
        self._student, self._course, self._session_id, self._clock = student, course, session_id, clock

    @property
    def exercises(self) -> list[str]:
        """The ids of the exercises that were served, in order."""
        return [each["exercise"]["id"] for each in self.served]

    def step(self) -> None:
        """One item: a reading is read, an exercise is started and handed in."""
        self._clock.advance(minutes=1)
        item = self._student.next(self._course.id, sessionId=self._session_id)
        if item["kind"] == "LESSON":
            self.readings.append(item["lesson"]["id"])
            self._student.read(item["lesson"]["id"], sessionId=self._session_id)
            return
        assert item["kind"] == "EXERCISE", "never stalls"
        self._work(item)

    def _work(self, item: Json) -> None:
        exercise_id = item["exercise"]["id"]
        assert exercise_id not in self.mastered, "never gets a mastered one again"
        assert not self.served or exercise_id != self.exercises[-1], "never the same twice in a row"
        is_failed = len(self.served) % 3 == 2 and exercise_id not in self.exercises
        kind = ExerciseType(item["exercise"]["exerciseType"])
        self.served.append(item)
        self._student.start(exercise_id, sessionId=self._session_id)
        graded = self._student.submit(exercise_id, wrong_answers(kind) if is_failed else right_answers(kind))
        if graded["score"] == graded["maxScore"]:
            self.mastered.add(exercise_id)


def test_sixty_exercises(student: Caller, tutor: Caller, db: Session, world: World, clock: FixedClock) -> None:
    """Never a mastered one again, no stall, an override once, the end of the level told, then only previews."""
    course = content.course(db, units=10, kinds=KINDS, readings=True)
    content.place_at(db, world.riverside, world.riverside.student1, course, 4, by=world.riverside.assessor, now=NOW)
    session = db.get_one(TutoringSession, world.session_id)
    enrollment_id = sessions.enrollment(db, session, world.riverside.student1, course)
    db.commit()
    override = str(course.exercises[5][20])
    simulation = Simulation(student, course, world.session_id, clock)
    while len(simulation.served) < EXERCISES:
        if len(simulation.served) == OVERRIDE_AFTER and override not in simulation.exercises:
            tutor.assign(enrollment_id, exerciseId=override, scope="persistent")
        simulation.step()

    sources = [item["source"] for item in simulation.served]
    assert sources.count("TUTOR_OVERRIDE") == 1
    assert simulation.exercises.index(override) == OVERRIDE_AFTER
    level = {str(each) for each in course.exercises[4]}
    ends_at = next(index for index, item in enumerate(simulation.served) if item["isPreview"])
    assert level <= set(simulation.exercises[:ends_at]) <= simulation.mastered | {override}
    assert all(item["isPreview"] and item["exercise"]["level"] == 5 for item in simulation.served[ends_at:])
    assert simulation.served[ends_at]["advancementRecommended"]
    assert simulation.served[ends_at]["reason"]["code"] == "LEVEL_FINISHED"
    assert simulation.readings == [str(each) for each in course.lessons[4][::2]]
    assert _attempts(db, enrollment_id) == EXERCISES


def _attempts(db: Session, enrollment_id: UUID) -> int:
    of_place = sa.select(ExerciseAttempt).join(
        StudentSessionEnrollment, StudentSessionEnrollment.id == ExerciseAttempt.session_enrollment_id
    )
    return len(db.scalars(of_place.where(StudentSessionEnrollment.id == enrollment_id)).all())
