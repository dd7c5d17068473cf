"""Grading: full marks for the expected answer, parts for parts, a path for every wrong shape (R161 to R164)."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from core_service.catalogue.rules import ExerciseType
from core_service.work.errors import InvalidAnswer
from core_service.work.rules.answers import checked_answers, read_answers
from core_service.work.rules.grading import Grade, grade
from core_service.work.rules.questions import Question, questions_of
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.texts import same_text

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def asked(type_: str, answer: Any, *, variants: list[Any] | None = None, **question: Any) -> tuple[Question, ...]:
    """One question with its expected answer, as an exercise stores them."""
    tolerance = question.pop("tolerance", None)
    stored = {"question": "What is it?", "type": type_, **question}
    expected = {"answer": answer, "acceptableVariants": variants or []}
    return questions_of([stored], [expected | ({"tolerance": tolerance} if tolerance else {})])


def marked(questions: tuple[Question, ...], *answers: Any, max_score: float = 10) -> Grade:
    """The grade of answers given in the order of the questions."""
    submitted = [{"questionIndex": index, "answer": answer} for index, answer in enumerate(answers)]
    return grade(questions[0].type, questions, checked_answers(questions, submitted), max_score)


MIXED = questions_of(
    [
        {"question": "Capital of France?", "type": "MULTIPLE_CHOICE", "options": ["Paris", "Rome", "Bonn"]},
        {"question": "The ___ sat on the ___.", "type": "FILL_IN_BLANK"},
        {"question": "3 + 4", "type": "NUMERICAL"},
        {"question": "Match", "type": "MATCHING", "left": ["dog", "cat"], "options": ["kitten", "puppy"], "points": 2},
    ],
    [
        {"answer": "Paris"},
        {"answer": ["cat", "mat"], "acceptableVariants": [["kitten"], ["rug", "carpet"]]},
        {"answer": 7},
        {"answer": {"dog": "puppy", "cat": "kitten"}},
    ],
)
RIGHT = ("Paris", ["cat", "mat"], 7, {"dog": "puppy", "cat": "kitten"})


def test_all_expected_answers_earn_full_marks() -> None:
    """The stored answer sent back verbatim is right in every objective type, and no person is needed."""
    result = marked(MIXED, *RIGHT)
    assert (result.status, result.score) == (AttemptStatus.AUTO_GRADED, 10)
    assert all(answer.is_correct for answer in result.answers)


def test_score_is_the_share_of_points() -> None:
    """One of five points is missing."""
    assert marked(MIXED, "Rome", *RIGHT[1:]).score == 8


def test_matching_gives_partial_credit() -> None:
    """One pair of two earns half the question's points (C14)."""
    result = marked(MIXED, *RIGHT[:3], {"dog": "puppy", "cat": "puppy"})
    assert (result.score, result.answers[3].score, result.answers[3].is_correct) == (8, 1, False)


def test_several_blanks_give_partial_credit() -> None:
    """Each blank counts, with the variants of its own place."""
    assert marked(MIXED, RIGHT[0], ["kitten", "floor"], *RIGHT[2:]).answers[1].score == 0.5
    assert marked(MIXED, RIGHT[0], ["Kitten", "CARPET"], *RIGHT[2:]).score == 10
    assert marked(MIXED, RIGHT[0], ["rug", "kitten"], *RIGHT[2:]).answers[1].score == 0


def test_question_left_out_or_null_is_blank() -> None:
    """A blank earns nothing and is no error."""
    result = marked(MIXED, None, ["cat", None], " ")
    assert [answer.score for answer in result.answers] == [0, 0.5, 0, 0]
    assert result.answers[3].is_correct is False


def test_variant_of_a_single_blank_counts() -> None:
    """One blank takes a text, and its variants are texts."""
    questions = asked("FILL_IN_BLANK", "colour", variants=["color"])
    assert marked(questions, "Color").score == 10
    assert marked(questions, ["colour"]).score == 10
    assert marked(questions, "couleur").score == 0


def test_variant_of_a_number_counts() -> None:
    """A number may have variants in words."""
    assert marked(asked("NUMERICAL", 7, variants=["seven"]), "Seven").score == 10


def test_tolerance_is_taken_from_the_expected_answer() -> None:
    """3.14 is near enough to pi where the author says so."""
    questions = asked("NUMERICAL", 3.14159, tolerance=0.01)
    assert marked(questions, "3.14").score == 10
    assert marked(questions, "3.1").score == 0


def test_per_cents_count_where_they_are_asked_for() -> None:
    """`30%` answers "What percentage …?" as 30 does."""
    questions = asked("NUMERICAL", 30, question="What percentage is that?")
    assert marked(questions, "30%").score == marked(questions, 30).score == 10


def test_what_is_no_number_compares_as_text() -> None:
    """An inequality, a ratio and a time are right however they are spaced."""
    assert marked(asked("NUMERICAL", "x > 3"), "X>3").score == 10
    assert marked(asked("NUMERICAL", "2:5"), "2 : 5").score == 10
    assert marked(asked("NUMERICAL", "12:30"), "12:03").score == 0


def test_illegible_number_is_wrong_not_an_error() -> None:
    """A student may write words into a number's field."""
    assert marked(asked("NUMERICAL", 7), "no idea").score == 0


def test_variant_of_a_matching_is_a_whole_other_solution() -> None:
    """The best fitting solution counts."""
    questions = asked("MATCHING", {"a": "1", "b": "2"}, variants=[{"a": "2", "b": "1"}], left=["a", "b"])
    assert marked(questions, {"a": "2", "b": "1"}).score == 10


def test_text_waits_for_a_person_with_the_partial_score() -> None:
    """A subjective question sends the attempt to review; what could be marked is (C16)."""
    questions = (*asked("NUMERICAL", 7), *asked("SHORT_ANSWER", "because"))
    result = marked(questions, 7, "I think so")
    assert (result.status, result.score) == (AttemptStatus.UNDER_REVIEW, 5)
    assert (result.answers[1].is_correct, result.answers[1].score) == (None, None)


def test_work_on_paper_is_handed_in_without_answers() -> None:
    """ "Done on paper" has neither answers nor a score."""
    result = grade(ExerciseType.WORKSHEET, asked("WORKSHEET", "ten drawings"), {}, 10)
    assert (result.status, result.score) == (AttemptStatus.SUBMITTED, None)


def test_exercise_without_questions_has_no_score_to_divide() -> None:
    """Nothing asked, nothing earned."""
    assert grade(ExerciseType.NUMERICAL, (), {}, 10).score == 0


def test_question_without_expected_answer_is_never_right() -> None:
    """A missing answer is not the word None."""
    assert marked(questions_of([{"question": "?", "type": "FILL_IN_BLANK"}], None), "None").score == 0


@pytest.mark.parametrize(
    ("submitted", "path"),
    [
        ({}, "answers"),
        ("Paris", "answers"),
        ([7], "answers.0"),
        ([{"answer": "Paris"}], "answers.0.questionIndex"),
        ([{"questionIndex": 4, "answer": 1}], "answers.0.questionIndex"),
        ([{"questionIndex": -1, "answer": 1}], "answers.0.questionIndex"),
        ([{"questionIndex": True, "answer": 1}], "answers.0.questionIndex"),
        ([{"questionIndex": 0, "answer": None}, {"questionIndex": 0, "answer": "Paris"}], "answers.1.questionIndex"),
        ([{"questionIndex": 0, "answer": ["Paris"]}], "answers.0.answer"),
        ([{"questionIndex": 1, "answer": "cat"}], "answers.0.answer"),
        ([{"questionIndex": 1, "answer": ["cat"]}], "answers.0.answer"),
        ([{"questionIndex": 1, "answer": ["cat", 3]}], "answers.0.answer.1"),
        ([{"questionIndex": 2, "answer": True}], "answers.0.answer"),
        ([{"questionIndex": 2, "answer": {"value": 7}}], "answers.0.answer"),
        ([{"questionIndex": 2, "answer": 2**53 + 1}], "answers.0.answer"),
        ([{"questionIndex": 2, "answer": float("nan")}], "answers.0.answer"),
        ([{"questionIndex": 2}], "answers.0.answer"),
        ([{"questionIndex": 3, "answer": "puppy"}], "answers.0.answer"),
        ([{"questionIndex": 3, "answer": {"dog": 1}}], "answers.0.answer.dog"),
        ([{"questionIndex": 3, "answer": {"cow": "calf"}}], "answers.0.answer"),
        ([{"questionIndex": 0, "answer": "x" * 501}], "answers.0.answer"),
        ([{"questionIndex": 0, "answer": "Paris", "score": 10}], "answers.0.score"),
    ],
)
def test_wrong_shape_is_refused_with_its_path(submitted: object, path: str) -> None:
    """InvalidAnswer says where the first wrong thing stands."""
    with pytest.raises(InvalidAnswer) as refused:
        checked_answers(MIXED, submitted)
    assert (refused.value.code, refused.value.errors[0].path) == ("invalid_answer", path)


def test_every_wrong_answer_is_named() -> None:
    """One look shows all that is wrong."""
    reading = read_answers(MIXED, [{"questionIndex": 0, "answer": 1}, {"questionIndex": 2, "answer": []}])
    assert [problem.path for problem in reading.problems] == ["answers.0.answer", "answers.1.answer"]


def test_readable_answers_of_a_broken_draft_still_count() -> None:
    """At the time limit one unreadable answer does not cost the others."""
    reading = read_answers(MIXED, [{"questionIndex": 0, "answer": "Paris"}, {"questionIndex": 2, "answer": []}])
    assert grade(ExerciseType.MULTIPLE_CHOICE, MIXED, reading.answers, 10).score == 2


@given(json_values)
def test_any_json_is_graded_or_refused(submitted: Any) -> None:
    """Whatever is sent as the list of answers, the rest of the code sees a grade or an InvalidAnswer."""
    reading = read_answers(MIXED, submitted)
    result = grade(ExerciseType.MULTIPLE_CHOICE, MIXED, reading.answers, 10)
    assert result.score is not None
    assert 0 <= result.score <= 10


@given(st.lists(json_values, min_size=4, max_size=4))
def test_any_json_as_an_answer_is_graded_or_refused(answers: list[Any]) -> None:
    """The same for each answer by itself."""
    submitted = [{"questionIndex": index, "answer": answer} for index, answer in enumerate(answers)]
    reading = read_answers(MIXED, submitted)
    assert len(reading.answers) + len({problem.path.split(".")[1] for problem in reading.problems}) == 4
    score = grade(ExerciseType.MULTIPLE_CHOICE, MIXED, reading.answers, 10).score
    assert score is not None
    assert 0 <= score <= 10


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_one_wrong_blank_costs_its_share(words: list[str], data: st.DataObject) -> None:
    """The expected answer gives full marks; one other word gives less, in proportion."""
    questions = asked("FILL_IN_BLANK", words)
    wrong_at = data.draw(st.integers(0, len(words) - 1))
    wrong = [*words]
    wrong[wrong_at] = data.draw(WORDS.filter(lambda word: not same_text(word, words[wrong_at])))
    assert marked(questions, words).score == 10
    assert marked(questions, wrong).score == round(10 * (len(words) - 1) / len(words), 2)


@given(st.dictionaries(WORDS, WORDS, min_size=1, max_size=6), st.data())
def test_one_wrong_pair_costs_its_share(pairs: dict[str, str], data: st.DataObject) -> None:
    """The same for matching."""
    questions = asked("MATCHING", pairs, left=list(pairs))
    wrong_left = data.draw(st.sampled_from(sorted(pairs)))
    wrong = pairs | {wrong_left: data.draw(WORDS.filter(lambda word: word != pairs[wrong_left]))}
    assert marked(questions, pairs).score == 10
    assert marked(questions, wrong).score == round(10 * (len(pairs) - 1) / len(pairs), 2)


@given(st.lists(WORDS, min_size=2, max_size=5, unique=True), st.data())
def test_every_other_option_is_wrong(options: list[str], data: st.DataObject) -> None:
    """Exactly one option earns the marks."""
    right = data.draw(st.sampled_from(options))
    scores = {option: marked(asked("MULTIPLE_CHOICE", right, options=options), option).score for option in options}
    assert scores == {option: 10 if option == right else 0 for option in options}


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_number_is_right_in_any_type_and_its_neighbour_wrong(number: int, off: int) -> None:
    """As number, as text and with a unit; never a number beside it."""
    questions = asked("NUMERICAL", number, unit="cm")
    assert {marked(questions, form).score for form in (number, str(number), f"{number} cm", float(number))} == {10}
    assert marked(questions, number + off).score == 0
