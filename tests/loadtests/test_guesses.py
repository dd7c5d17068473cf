"""What simulated students write has the shape that the API takes, and plain sums come out right."""

from random import Random

import pytest

from loadtests.guesses import answer_to, as_typed, guess, worked_out


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$503 - 168 =$", 335),
        (r"$8 \times 7 =$", 56),
        (r"$40 \div 8 =$", 5),
        (r"$-6 \times 3 =$", -18),
        ("What is 12 + 30?", 42),
        ("Which animal lays eggs?", None),
        (r"$7 \div 2 =$", None),
    ],
)
def test_plain_sums_are_worked_out(text: str, value: int | None) -> None:
    """As far as a child would do it in the head."""
    assert worked_out(text) == value


def test_a_choice_is_one_of_the_options() -> None:
    """Options may be texts or objects with a text."""
    question = {"type": "MULTIPLE_CHOICE", "question": "?", "options": ["a", {"text": "b", "image": "b.png"}]}
    assert {guess(question, Random(seed), 0.8) for seed in range(20)} == {"a", "b"}


def test_a_matching_pairs_every_left_text() -> None:
    """Each with one of the options, no option twice."""
    question = {"type": "MATCHING", "question": "?", "left": ["a", "b"], "options": ["1", "2", "3"]}
    answer = guess(question, Random(1), 0.8)
    assert isinstance(answer, dict)
    assert set(answer) == {"a", "b"}
    assert len(set(answer.values())) == 2


def test_blanks_are_filled_one_by_one() -> None:
    """One blank is a text, several are a list; a row of numbers goes on."""
    assert guess({"type": "FILL_IN_BLANK", "question": "35, 40, 45, ___"}, Random(1), 1) == "50"
    several = guess({"type": "FILL_IN_BLANK", "question": "___ and ___"}, Random(1), 1)
    assert isinstance(several, list)
    assert len(several) == 2


def test_some_answers_are_wrong() -> None:
    """At 80 % about one in five."""
    question = {"type": "NUMERICAL", "question": "$20 + 22 =$"}
    right = sum(guess(question, Random(seed), 0.8) == 42 for seed in range(200))
    assert 140 <= right <= 180


def test_a_text_grows_under_the_fingers() -> None:
    """Every draft begins the final text."""
    typed = as_typed("because it melts", Random(3))
    assert typed[-1] == "because it melts"
    assert len(typed) > 1
    assert all(isinstance(part, str) and "because it melts".startswith(part) for part in typed)


def test_the_right_answer_is_given_as_often_as_the_temper_says() -> None:
    """At 80 % four in five; essays are always in own words."""
    question = {"type": "FILL_IN_BLANK", "question": "The ___night"}
    right = sum(answer_to(question, "k", Random(seed), 0.8) == "k" for seed in range(200))
    assert 140 <= right <= 180
    essay = {"type": "LONG_ANSWER", "question": "Write."}
    assert answer_to(essay, "what the marker looks for", Random(1), 1) != "what the marker looks for"
