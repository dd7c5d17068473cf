"""The three courses as a whole: every content file is there, well-formed, and gives away no answer."""

import json
from collections import Counter
from pathlib import Path

import pytest

from seed.demo.content_files import (
    CONTENT_FOLDER,
    ContentError,
    CourseLevelContent,
    course_contents,
    course_level_content,
)
from seed.demo.long_answers import long_answers

CONTENTS = course_contents()
PUPIL_FIELDS = {"question", "type", "options", "left", "unit", "speech", "points"}

each_content = pytest.mark.parametrize("content", CONTENTS, ids=lambda content: f"{content.course}-{content.level}")


def test_three_courses_have_class_1_to_8() -> None:
    """Three courses, eight classes each, and nothing else in the folder."""
    expected = {(course, level) for course in ("english", "mathematics", "science") for level in range(1, 9)}
    assert {(content.course, content.level) for content in CONTENTS} == expected
    assert len(list(CONTENT_FOLDER.iterdir())) == len(expected)


@each_content
def test_a_class_has_its_full_structure(content: CourseLevelContent) -> None:
    """Two units of two lessons, one a reading; three exercises each; all seven types."""
    assert len(content.units) >= 2
    for unit in content.units:
        assert sorted(lesson.content_type for lesson in unit.lessons) == ["EXERCISE", "READING"]
        assert all(len(lesson.exercises) == 3 for lesson in unit.lessons)
    assert len({exercise.exercise_type for exercise in content.exercises}) == 7


@each_content
def test_pupils_receive_no_answers(content: CourseLevelContent) -> None:
    """The pupil's half of a question has only the fields that the page shows; each has its expected answer apart."""
    for exercise in content.exercises:
        assert len(exercise.questions) == len(exercise.expected_answers)
        for question, expected in zip(exercise.questions, exercise.expected_answers, strict=True):
            assert set(question) <= PUPIL_FIELDS, exercise.title
            assert set(expected) <= {"answer", "acceptableVariants", "tolerance", "explanation"}
            json.dumps([question, expected])


def test_a_child_has_answered_each_question_that_asks_for_a_long_answer() -> None:
    """What waits to be marked in the demo fits its question; no answer is left of a question that was changed."""
    questions = [question for content in CONTENTS for each in content.exercises for question in each.questions]
    asked = {question["question"] for question in questions if question["type"] == "LONG_ANSWER"}
    assert set(long_answers()) == asked


@each_content
def test_readings_are_lessons_not_labels(content: CourseLevelContent) -> None:
    """A reading has enough words to teach something, and few enough for one sitting."""
    for unit in content.units:
        reading = next(lesson for lesson in unit.lessons if lesson.content_type == "READING")
        text = " ".join(block.get("text") or " ".join(block["items"]) for block in reading.content)
        assert 50 <= len(text.split()) <= 260, reading.title


@each_content
def test_every_exercise_can_be_explained_and_scored(content: CourseLevelContent) -> None:
    """Objective work scores a point for each question; a person's marks have a scale of their own."""
    for exercise in content.exercises:
        assert exercise.max_score >= 1
        assert exercise.explanation or not exercise.is_auto_gradable, exercise.title
        if exercise.is_auto_gradable:
            assert exercise.max_score == len(exercise.questions), exercise.title


@pytest.mark.parametrize("course", ["english", "mathematics", "science"])
def test_titles_are_unique_in_a_course(course: str) -> None:
    """A tutor who picks an exercise by its title finds one."""
    titles = Counter(
        exercise.title for content in CONTENTS if content.course == course for exercise in content.exercises
    )
    assert [title for title, times in titles.items() if times > 1] == []


def test_right_answers_have_no_favourite_place() -> None:
    """A pupil who always taps the same option does badly: no place holds half of the right answers."""
    places = Counter(
        question["options"].index(expected["answer"])
        for content in CONTENTS
        for exercise in content.exercises
        for question, expected in zip(exercise.questions, exercise.expected_answers, strict=True)
        if question["type"] == "MULTIPLE_CHOICE"
    )
    assert max(places.values()) < sum(places.values()) / 2, places


def broken(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of a good file with one thing changed."""
    text = (CONTENT_FOLDER / "mathematics-2.yaml").read_text("utf-8")
    assert old in text
    path = tmp_path / "mathematics-2.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("difficulty: 2", "difficulty: 9", r"mathematics-2\.yaml: .*<= 5.*exercises\[0\]\.difficulty"),
        ("estimatedMins", "estimatedMinutes", r"unknown field `estimatedMinutes`.*lessons\[0\]"),
        ('answer: "28"', 'answer: "27"', r"lessons\[1\]\.exercises\[2\]\.questions\[0\]\.answer: '27' is none"),
        ('["17", "23", "28", "31"]', '["17", "17", "28", "31"]', r"questions\[0\]\.options: two options are the same"),
        ("contentType: READING", "contentType: EXERCISE", r"units\[0\]\.lessons: a unit has one READING"),
        ("exerciseType: LONG_ANSWER", "exerciseType: SHORT_ANSWER", r"no exercise of type LONG_ANSWER"),
        ("template: steps", "template: stairs", r"drill stairs, seed 201: KeyError"),
        ("step: 5", "stride: 5", r"drill steps, seed 201: TypeError"),
        ('"9 hands": "45"}', '"8 hands": "45"}', r"each text of the left side needs its answer"),
        (
            'options: ["15 minutes", "5 minutes", "10 minutes"]',
            'options: ["15 minutes", "5 minutes"]',
            r"2 options for 3",
        ),
        ("title: Odd or even?", "title: Counting in twos", r"the title 'Counting in twos' occurs 2 times"),
        ("level: 2", "level: 3", r"the name belongs to another file than mathematics-3"),
        ("course: mathematics", "course: [", r"mathematics-2\.yaml: "),
    ],
)
def test_a_mistake_is_named_with_file_and_place(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """An author finds what to mend from the message alone."""
    with pytest.raises(ContentError, match=r"^mathematics-2\.yaml: ") as error:
        course_level_content(broken(tmp_path, old, new))
    assert error.match(problem)


def test_blanks_need_one_answer_each(tmp_path: Path) -> None:
    """A blank without answer could never be filled."""
    text = (CONTENT_FOLDER / "mathematics-3.yaml").read_text("utf-8")
    path = tmp_path / "mathematics-3.yaml"
    path.write_text(text.replace('"130 cm = ___ m ___ cm"', '"130 cm = ___ m"'), "utf-8")
    with pytest.raises(ContentError, match=r"questions\[2\]\.answer: 2 answers for 1 blanks"):
        course_level_content(path)
