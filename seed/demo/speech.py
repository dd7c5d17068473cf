"""Puts formulas into words, so that a question with TeX can be read aloud to a child (R137)."""

import re
from typing import Final

_FORMULA = re.compile(r"(?<!\\)\$(.+?)(?<!\\)\$")
_WORDS: Final = (
    (r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"\1 over \2"),
    (r"\\sqrt\{([^{}]*)\}", r"the square root of \1"),
    (r"\^\{?2\}?(?![\d])", " squared "),
    (r"\^\{([^{}]*)\}|\^(\w)", r" to the power \1\2 "),
    (r"\\times", " times "),
    (r"\\div", " divided by "),
    (r"\\approx", " is about "),
    (r"\\pi", " pi "),
    (r"\\%", " per cent"),
    (r"\+", " plus "),
    (r"-", " minus "),
    (r"=", " equals "),
    (r"\?", "what"),
)


def spoken(text: str) -> str | None:
    """The text with its formulas in words, or None if it has none."""
    if not _FORMULA.search(text):
        return None
    return _tidy(_FORMULA.sub(lambda formula: _in_words(formula[1]), text))


def _in_words(formula: str) -> str:
    for pattern, words in _WORDS:
        formula = re.sub(pattern, words, formula)
    return re.sub(r"(\d)([a-z])\b", r"\1 \2", formula)


def _tidy(text: str) -> str:
    return re.sub(r"\s+([.,?])", r"\1", re.sub(r"\s+", " ", text)).strip()
