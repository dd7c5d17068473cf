"""Counts and lists, as people say them."""

import pytest

from core_service.foundation.wording import counted, listed


@pytest.mark.parametrize(
    ("count", "words", "text"),
    [
        (0, ("session",), "0 sessions"),
        (1, ("session",), "1 session"),
        (1200, ("session",), "1,200 sessions"),
        (1, ("student waits", "students wait"), "1 student waits"),
        (2, ("student waits", "students wait"), "2 students wait"),
    ],
)
def test_one_and_many(count: int, words: tuple[str, ...], text: str) -> None:
    """With an s, unless another word is given."""
    assert counted(count, *words) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["Ben"], "Ben"), (["Ben", "Mia"], "Ben and Mia"), (["A", "B", "C"], "A, B and C")],
)
def test_names_stand_in_one_phrase(names: list[str], text: str) -> None:
    """With "and" before the last."""
    assert listed(names) == text
