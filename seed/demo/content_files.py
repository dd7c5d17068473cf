"""Reads the content files of the three courses and splits what pupils see from what they must never receive.

The authoring format is that of the files beside this module; the split halves are the exercise JSON of the
database and the API (R050): `questions` and `expectedAnswers`, index by index.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from seed.demo.content_checks import findings
from seed.demo.content_forms import ContentForm, Drill, ExerciseForm, FillInBlank, LessonForm, Numerical, Question
from seed.demo.mathematics.drills import drill_questions
from seed.demo.speech import spoken

CONTENT_FOLDER = Path(__file__).parent / "content"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SUBJECTIVE_TYPES = frozenset({"SHORT_ANSWER", "LONG_ANSWER", "WORKSHEET"})


class ContentError(Exception):
    """A content file that cannot be used; the message names file and place."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"{file}: {problem}")


@dataclass(frozen=True, slots=True)
class ExerciseContent:
    """An exercise as it is stored; `questions[i]` is answered by `expected_answers[i]`."""

    title: str
    exercise_type: str
    instructions: str
    difficulty: int
    explanation: str | None
    time_limit_minutes: int | None
    max_score: int
    is_auto_gradable: bool
    questions: list[dict[str, Any]]  # JSON
    expected_answers: list[dict[str, Any]]  # JSON


@dataclass(frozen=True, slots=True)
class LessonContent:
    """A lesson with its exercises in order; `content` is a list of blocks."""

    title: str
    content_type: str
    estimated_mins: int
    content: list[dict[str, Any]]  # JSON
    exercises: tuple[ExerciseContent, ...]


@dataclass(frozen=True, slots=True)
class UnitContent:
    """A unit with its lessons in order."""

    title: str
    description: str
    lessons: tuple[LessonContent, ...]


@dataclass(frozen=True, slots=True)
class CourseLevelContent:
    """All that one file holds: a course (english, mathematics, science) at one class."""

    course: str
    level: int
    units: tuple[UnitContent, ...]

    @property
    def exercises(self) -> tuple[ExerciseContent, ...]:
        """Every exercise, in the order of the sequence (R170)."""
        return tuple(exercise for unit in self.units for lesson in unit.lessons for exercise in lesson.exercises)


def course_contents(folder: Path = CONTENT_FOLDER) -> list[CourseLevelContent]:
    """Every content file, by course and class; raises ContentError at the first that is wrong."""
    contents = [course_level_content(path) for path in folder.glob("*.yaml")]
    return sorted(contents, key=lambda content: (content.course, content.level))


def content_fingerprint() -> str:
    """Changes whenever a content file, a template or the loader changes."""
    digest = hashlib.sha256()
    for path in sorted(CONTENT_FOLDER.parent.rglob("*")):
        if path.suffix in {".yaml", ".py"}:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def course_level_content(path: Path) -> CourseLevelContent:
    """One file, checked; raises ContentError with every finding."""
    form = _form(path)
    if path.stem != f"{form.course}-{form.level}":
        raise ContentError(path.name, f"the name belongs to another file than {form.course}-{form.level}")
    if problems := [f"{place}: {problem}" for place, problem in findings(form)]:
        raise ContentError(path.name, "; ".join(problems))
    units = (
        UnitContent(unit.title, unit.description, tuple(_lesson(lesson) for lesson in unit.lessons))
        for unit in form.units
    )
    return CourseLevelContent(form.course, form.level, tuple(units))


def _form(path: Path) -> ContentForm:
    try:
        tree = yaml.load(path.read_text("utf-8"), Loader=_LOADER)
        _draw_drills(tree)
        return msgspec.convert(tree, ContentForm)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise ContentError(path.name, str(error)) from error


def _draw_drills(tree: Any) -> None:  # YAML of any shape: what is not a drill is judged later
    """Put each drill's questions beside it, where written ones would stand."""
    if isinstance(tree, list):
        for part in tree:
            _draw_drills(part)
    elif isinstance(tree, dict):
        if "drill" in tree:
            tree["questions"] = _drawn(msgspec.convert(tree["drill"], Drill))
        else:
            for part in tree.values():
                _draw_drills(part)


def _drawn(drill: Drill) -> list[dict[str, Any]]:
    try:
        return drill_questions(drill.template, drill.seed, drill.count, drill.parameters)
    except (KeyError, TypeError, ValueError) as error:
        raise msgspec.ValidationError(f"drill {drill.template}, seed {drill.seed}: {error!r}") from error


def _lesson(form: LessonForm) -> LessonContent:
    return LessonContent(
        title=form.title,
        content_type=form.content_type,
        estimated_mins=form.estimated_mins,
        content=msgspec.to_builtins(form.content),
        exercises=tuple(_exercise(exercise) for exercise in form.exercises),
    )


def _exercise(form: ExerciseForm) -> ExerciseContent:
    written = form.questions or []
    return ExerciseContent(
        title=form.title,
        exercise_type=form.exercise_type,
        instructions=form.instructions,
        difficulty=form.difficulty,
        explanation=form.explanation,
        time_limit_minutes=form.time_limit,
        max_score=form.max_score or sum(question.points or 1 for question in written),
        is_auto_gradable=not any(question.__struct_config__.tag in _SUBJECTIVE_TYPES for question in written),
        questions=[_shown(question) for question in written],
        expected_answers=[_expected(question) for question in written],
    )


def _shown(question: Question) -> dict[str, Any]:
    """What a pupil receives."""
    fields: dict[str, Any] = msgspec.to_builtins(question)
    hidden = {"answer", "variants", "tolerance", "explanation"}
    fields["speech"] = question.speech or spoken(question.question)
    return {name: value for name, value in fields.items() if name not in hidden and value is not None}


def _expected(question: Question) -> dict[str, Any]:
    """What grading and whoever marks receive."""
    expected: dict[str, Any] = {"answer": question.answer}
    if isinstance(question, FillInBlank | Numerical) and question.variants:
        expected["acceptableVariants"] = question.variants
    if isinstance(question, Numerical) and question.tolerance is not None:
        expected["tolerance"] = question.tolerance
    if question.explanation is not None:
        expected["explanation"] = question.explanation
    return expected
