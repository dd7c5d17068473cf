"""Formulas are read as a teacher would read them."""

import pytest

from seed.demo.content_files import course_contents
from seed.demo.speech import spoken


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("$8 - 1 =$", "8 minus 1 equals"),
        (r"$\frac{3}{8} + \frac{1}{4} =$", "3 over 8 plus 1 over 4 equals"),
        ("$3x - 7 = 11$ What is $x$?", "3 x minus 7 equals 11 What is x?"),
        (r"$-6 \times (-3) =$", "minus 6 times ( minus 3) equals"),
        ("$2^{5} =$", "2 to the power 5 equals"),
        (r"$12^2$ = ___", "12 squared = ___"),
        (r"What is $25\%$ of 340?", "What is 25 per cent of 340?"),
        (r"$\sqrt{81}$ = ___", "the square root of 81 = ___"),
        ("Leo has £3 and 5 marbles.", None),
    ],
)
def test_formulas_become_words(text: str, words: str | None) -> None:
    """And what has no formula stays as it is."""
    assert spoken(text) == words


def test_every_question_with_a_formula_can_be_read_aloud() -> None:
    """No TeX is left in what the page reads to a child."""
    for content in course_contents():
        for exercise in content.exercises:
            for question in exercise.questions:
                if "$" in question["question"]:
                    assert not set("\\$^{}") & set(question["speech"]), question
