"""What must hold in a content file beyond its shape: every finding names its place, so that an author can mend it."""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, assert_never, get_args

from seed.demo.content_forms import (
    ContentForm,
    ExerciseForm,
    ExerciseTypeName,
    FillInBlank,
    LongAnswer,
    Matching,
    MultipleChoice,
    Numerical,
    Question,
    ShortAnswer,
    UnitForm,
    Worksheet,
)

Finding = tuple[str, str]
"""A path inside the file, and what is wrong there."""

BLANK: Final = re.compile(r"_{3,}")
_QUESTIONS_PER_EXERCISE = {"SHORT_ANSWER": (1, 3), "LONG_ANSWER": (1, 1), "WORKSHEET": (1, 4)}
_OBJECTIVE_QUESTIONS, _DRILL_QUESTIONS = (3, 8), (5, 10)


def findings(file: ContentForm) -> Iterator[Finding]:
    """Everything that is wrong with a file; nothing for a good one."""
    if len(file.units) < 2:
        yield "units", "a class has at least two units"
    for index, unit in enumerate(file.units):
        yield from _in_unit(f"units[{index}]", unit)
    yield from _in_titles(file)
    types = {exercise.exercise_type for unit in file.units for lesson in unit.lessons for exercise in lesson.exercises}
    if missing := set(get_args(ExerciseTypeName)) - types:
        yield "units", f"no exercise of type {', '.join(sorted(missing))}"


def _in_unit(path: str, unit: UnitForm) -> Iterator[Finding]:
    if sorted(lesson.content_type for lesson in unit.lessons) != ["EXERCISE", "READING"]:
        yield f"{path}.lessons", "a unit has one READING and one EXERCISE lesson"
    for index, lesson in enumerate(unit.lessons):
        if len(lesson.exercises) != 3:
            yield f"{path}.lessons[{index}].exercises", "a lesson has three exercises"
        for place, exercise in enumerate(lesson.exercises):
            yield from _in_exercise(f"{path}.lessons[{index}].exercises[{place}]", exercise)


def _in_titles(file: ContentForm) -> Iterator[Finding]:
    lessons = [lesson for unit in file.units for lesson in unit.lessons]
    exercises = [exercise for lesson in lessons for exercise in lesson.exercises]
    for titles in ([lesson.title for lesson in lessons], [exercise.title for exercise in exercises]):
        for title, times in Counter(titles).items():
            if times > 1:
                yield "units", f"the title {title!r} occurs {times} times"


def _in_exercise(path: str, exercise: ExerciseForm) -> Iterator[Finding]:
    questions = exercise.questions or []
    if exercise.drill is not None:
        lowest, highest = _DRILL_QUESTIONS
    else:
        lowest, highest = _QUESTIONS_PER_EXERCISE.get(exercise.exercise_type, _OBJECTIVE_QUESTIONS)
    if not lowest <= len(questions) <= highest:
        yield f"{path}.questions", f"{len(questions)} questions instead of {lowest} to {highest}"
    if exercise.exercise_type not in {question.__struct_config__.tag for question in questions}:
        yield f"{path}.exerciseType", "none of the questions has the exercise's type"
    if exercise.exercise_type in _QUESTIONS_PER_EXERCISE and exercise.max_score is None:
        yield f"{path}.maxScore", "work that a person marks needs a maximum score"
    for text, times in Counter(_identity(question) for question in questions).items():
        if times > 1:
            yield f"{path}.questions", f"{text[0]!r} is asked {times} times"
    for index, question in enumerate(questions):
        for place, problem in _in_question(question):
            yield f"{path}.questions[{index}].{place}", problem


def _identity(question: Question) -> tuple[str, ...]:
    """What tells two questions apart: several matchings or choices may share their words."""
    match question:
        case MultipleChoice():
            return (question.question, *sorted(question.options))
        case Matching():
            return (question.question, *sorted(question.left))
        case _:
            return (question.question,)


def _in_question(question: Question) -> Iterator[Finding]:
    match question:
        case MultipleChoice():
            if len(set(question.options)) != len(question.options):
                yield "options", "two options are the same"
            if question.answer not in question.options:
                yield "answer", f"{question.answer!r} is none of the options"
        case FillInBlank():
            yield from _in_blanks(question)
        case Numerical():
            for place, number in (("answer", question.answer), *(("variants", text) for text in question.variants)):
                if not is_number(number):
                    yield place, f"{number!r} is not a number"
        case Matching():
            yield from _in_matching(question)
        case ShortAnswer() | LongAnswer() | Worksheet():
            pass
        case _:
            assert_never(question)


def _in_blanks(question: FillInBlank) -> Iterator[Finding]:
    blanks = len(BLANK.findall(question.question))
    answers = [question.answer] if isinstance(question.answer, str) else question.answer
    if blanks != len(answers):
        yield "answer", f"{len(answers)} answers for {blanks} blanks"
    if len(answers) == 1 and not all(isinstance(variant, str) for variant in question.variants):
        yield "variants", "one blank has a list of texts"
    if len(answers) > 1 and question.variants:
        if not all(isinstance(variant, list) for variant in question.variants):
            yield "variants", "several blanks have one list of texts each"
        elif len(question.variants) != len(answers):
            yield "variants", f"{len(question.variants)} lists for {len(answers)} blanks"


def _in_matching(question: Matching) -> Iterator[Finding]:
    if len(set(question.left)) != len(question.left) or len(set(question.options)) != len(question.options):
        yield "options", "two texts of one side are the same"
    if len(question.options) - len(question.left) not in {0, 1}:
        yield "options", f"{len(question.options)} options for {len(question.left)} on the left"
    if set(question.answer) != set(question.left):
        yield "answer", "each text of the left side needs its answer"
    if not set(question.answer.values()) <= set(question.options):
        yield "answer", "an answer is none of the options"
    if [question.answer.get(left) for left in question.left] == question.options[: len(question.left)]:
        yield "options", "the options stand in the order of the answers"


def is_number(number: float | str) -> bool:
    """Whether it is a number, a fraction (3/8) or a mixed number (1 1/2)."""
    if not isinstance(number, str):
        return True
    parts = number.split()
    try:
        return 1 <= len(parts) <= 2 and all(Fraction(part) is not None for part in parts)
    except (ValueError, ZeroDivisionError):
        return False
