"""Texts compare without regard to case, accents, spacing and typography; options compare exactly."""

import pytest
from hypothesis import given, strategies as st

from core_service.work.rules.texts import comparable, same_choice, same_text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  The   CAT ", "the cat"),
        ("café", "Cafe"),
        ("cafe\u0301", "café"),
        ("don’t", "don't"),
        ("“Hello.”", "hello"),
        ("well–known", "well-known"),
        ("ﬁne", "fine"),
        ("STRASSE", "straße"),
        ("photosynthesis.", "photosynthesis"),
    ],
)
def test_same_words_are_the_same_answer(written: str, expected: str) -> None:
    """How it is typed does not matter."""
    assert same_text(written, expected)


@pytest.mark.parametrize(("written", "expected"), [("its", "it's"), ("?", "."), ("icecream", "ice cream"), ("", "a")])
def test_other_words_are_another_answer(written: str, expected: str) -> None:
    """Inner signs matter, and so does punctuation where it is the whole answer."""
    assert not same_text(written, expected)


def test_options_that_differ_in_punctuation_are_different_choices() -> None:
    """Choosing the right punctuation is a question of its own."""
    assert not same_choice("where are you?", "Where are you?")
    assert same_choice(" Where  are you?", "Where are you?")


@given(st.text())
def test_comparable_form_is_stable(text: str) -> None:
    """Taking the form twice changes nothing that was typed ordinarily, and never raises."""
    assert same_text(text, text)
    assert isinstance(comparable(text), str)
