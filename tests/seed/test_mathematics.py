"""The mathematics course is right: every drawn question, and every written one in plain figures, is worked out anew."""

import re
from fractions import Fraction
from typing import Any

import pytest
import yaml

from seed.demo.content_files import CONTENT_FOLDER, ExerciseContent, course_contents
from seed.demo.mathematics.drills import TEMPLATES, drill_questions
from tests.seed.arithmetic_in_text import value_of_tex, worked_out

MATHEMATICS = [content for content in course_contents() if content.course == "mathematics"]


def drills() -> list[dict[str, Any]]:
    """Every drill of the content files, as written."""
    found: list[dict[str, Any]] = []
    for path in CONTENT_FOLDER.glob("mathematics-*.yaml"):
        for unit in yaml.safe_load(path.read_text("utf-8"))["units"]:
            exercises = (exercise for lesson in unit["lessons"] for exercise in lesson["exercises"])
            found += [exercise["drill"] for exercise in exercises if "drill" in exercise]
    return found


def as_fractions(answer: object) -> Fraction | list[Fraction]:
    """An answer of a content file as exact numbers."""
    return [Fraction(str(part)) for part in answer] if isinstance(answer, list) else Fraction(str(answer))


def exercise_called(title: str, level: int) -> ExerciseContent:
    """The only exercise of that title at that class."""
    exercises = next(content for content in MATHEMATICS if content.level == level).exercises
    return next(exercise for exercise in exercises if exercise.title == title)


@pytest.mark.parametrize("drill", drills(), ids=lambda drill: f"{drill['template']}-{drill['seed']}")
def test_every_draw_of_a_drill_is_right(drill: dict[str, Any]) -> None:
    """Whatever the seed, the answer is what the words of the question give when they are worked out anew."""
    for seed in (drill["seed"], 1, 2, 3):
        for question in drill_questions(drill["template"], seed, drill["count"], drill.get("parameters", {})):
            assert worked_out(str(question["question"])) == as_fractions(question["answer"]), question


def test_every_template_is_used() -> None:
    """A template that no drill names would be dead code that nothing above checks."""
    assert {drill["template"] for drill in drills()} == set(TEMPLATES)


def test_no_two_drills_share_a_seed() -> None:
    """Two drills of one template with one seed would be the same exercise twice."""
    seeds = [drill["seed"] for drill in drills()]
    assert len(seeds) == len(set(seeds))


def test_drawing_again_gives_the_same_questions() -> None:
    """The seed of the demo is idempotent only if its content never changes by itself."""
    first, second = (drill_questions("linear_equation", 701, 10, {"highest": 12}) for _ in range(2))
    assert first == second


def test_a_template_that_runs_dry_says_so() -> None:
    """More questions than a template has different ones are an error, not an endless loop."""
    with pytest.raises(ValueError, match="gives only 6 different questions, not 8"):
        drill_questions("neighbour", 1, 8, {"lowest": 1, "highest": 5})


def test_written_answers_in_plain_figures_are_right() -> None:
    """A written question such as `2 m = ___ cm` needs a reader, but `700 − 345` is worked out here."""
    checked = 0
    for content in MATHEMATICS:
        for exercise in content.exercises:
            for question, expected in zip(exercise.questions, exercise.expected_answers, strict=True):
                checked += _check_choice(question, expected) + _check_blanks(question, expected)
    assert checked >= 12


def _check_choice(question: dict[str, Any], expected: dict[str, Any]) -> int:
    """`What is 700 − 345?` with its options; 1 if it was one of these."""
    match = re.fullmatch(r"(?:What is )?\$?([\d ,+×−.\\a-z{}^()-]+?)\$?(?: is…|\?)", question["question"])
    if question["type"] != "MULTIPLE_CHOICE" or match is None or not re.search(r"\d [+−\\×]", match[1]):
        return 0
    assert value_of_tex(_plain(match[1])) == Fraction(expected["answer"].replace(",", "")), question
    return 1


def _check_blanks(question: dict[str, Any], expected: dict[str, Any]) -> int:
    """`23___ + 154 = 391` with its blanks filled; 1 if it was one of these."""
    if question["type"] != "FILL_IN_BLANK" or not re.fullmatch(r"[\d_ ,+−=]+", question["question"]):
        return 0
    if "=" not in question["question"]:
        return 0
    text = question["question"]
    for answer in [expected["answer"]] if isinstance(expected["answer"], str) else expected["answer"]:
        text = text.replace("___", answer, 1)
    left, right = text.split("=")
    assert value_of_tex(_plain(left)) == value_of_tex(_plain(right)), question
    return 1


def _plain(text: str) -> str:
    return text.replace(",", "").replace("−", "-").replace("×", "*")


@pytest.mark.parametrize(
    ("title", "level", "questions"),
    [
        ("Counting in fives", 2, 10),
        ("Column subtraction", 4, 8),
        ("Adding fractions", 5, 8),
        ("Area of a triangle", 6, 6),
        ("Ratio problems", 6, 8),
        ("Solving linear equations", 7, 10),
    ],
)
def test_the_exercises_that_the_product_shows_exist(title: str, level: int, questions: int) -> None:
    """The pictures of the product name these; the demo has them, as long as they are drawn there."""
    assert len(exercise_called(title, level).questions) == questions


def test_matchings_of_expressions_are_right() -> None:
    """Where both sides of a matching are figures, the matched ones are equal."""
    checked = 0
    for content in MATHEMATICS:
        for exercise in content.exercises:
            for question, expected in zip(exercise.questions, exercise.expected_answers, strict=True):
                if question["type"] == "MATCHING":
                    checked += sum(_both_sides_agree(*pair) for pair in expected["answer"].items())
    assert checked >= 15


def _both_sides_agree(left: str, right: str) -> bool:
    """False where one of the two is no plain figure."""
    try:
        values = [_figure(side) for side in (left, right)]
    except (ValueError, SyntaxError, KeyError):
        return False
    assert values[0] == values[1], (left, right)
    return True


def _figure(side: str) -> Fraction:
    text = _plain(side.strip("$"))
    return Fraction(text) if re.fullmatch(r"\d*\.\d+", text) else value_of_tex(text)
