"""What a simulated student writes: mostly what is right, if somebody tells them; else sums, options tried, words."""

import re
from collections.abc import Mapping
from random import Random
from typing import Any

_PLAIN_SUM = re.compile(r"\$?(-?\d+) ?(\+|-|−|\\times|×|\\div) ?\(?(-?\d+)\)? ?=?\$?")
_ROW = re.compile(r"(\d+), (\d+), (\d+), ___")
_SENTENCES = (
    "I think it is because both parts are the same size.",
    "First I looked at the words that I knew, then I read it again.",
    "It gets warmer, so it melts and turns into water.",
    "We did this last week with Ms Marsh, and the answer was the larger one.",
)
_IN_OWN_WORDS = frozenset({"LONG_ANSWER", "WORKSHEET"})
_WORDS = ("because", "water", "seven", "the", "light", "friend", "running", "quickly")
Answer = str | int | float | list[str] | dict[str, str]


def answer_to(question: Mapping[str, Any], right: Answer | None, random: Random, accuracy: float) -> Answer:
    """The right answer as often as `accuracy` says, else a guess; `right` is None where nobody knows it."""
    if question["type"] not in _IN_OWN_WORDS and right is not None and random.random() < accuracy:
        return right
    return guess(question, random, accuracy)


def guess(question: Mapping[str, Any], random: Random, accuracy: float) -> Answer:
    """An answer of the shape that the question's type asks for."""
    match question["type"]:
        case "MULTIPLE_CHOICE":
            return _option_text(random.choice(question["options"]))
        case "MATCHING":
            options = [_option_text(option) for option in question["options"]]
            random.shuffle(options)
            return dict(zip(question["left"], options, strict=False))
        case "NUMERICAL":
            return _number(question["question"], random, accuracy)
        case "FILL_IN_BLANK":
            return _blanks(question["question"], random, accuracy)
        case "LONG_ANSWER":
            return " ".join(random.choices(_SENTENCES, k=5))
        case "WORKSHEET":
            return "I did it on paper."
        case _:
            return random.choice(_SENTENCES)


def as_typed(answer: Answer, random: Random) -> list[Answer]:
    """The answer as it grows under the fingers, finished last; only texts are seen growing."""
    if not isinstance(answer, str) or len(answer) < 4:
        return [answer]
    cuts = sorted(random.sample(range(1, len(answer)), k=min(3, len(answer) - 1)))
    return [*(answer[:cut] for cut in cuts), answer]


def _option_text(option: str | Mapping[str, Any]) -> str:
    return option if isinstance(option, str) else str(option["text"])


def _number(text: str, random: Random, accuracy: float) -> int:
    value = worked_out(text)
    if value is None:
        numbers = [int(number) for number in re.findall(r"\d+", text)] or [random.randint(1, 20)]
        return max(numbers) - min(numbers) if len(numbers) > 1 else numbers[0]
    return value if random.random() < accuracy else value + random.choice((-10, -1, 1, 10))


def _blanks(text: str, random: Random, accuracy: float) -> str | list[str]:
    gaps = len(re.findall(r"_{3,}", text))
    if (row := _ROW.search(text)) and gaps == 1:
        first, second, third = map(int, row.groups())
        return str(third + (second - first if random.random() < accuracy else 1))
    if (value := worked_out(text.split("_", maxsplit=1)[0])) is not None and gaps == 1:
        return str(value)
    words = [random.choice(_WORDS) for _ in range(gaps)]
    return words[0] if gaps == 1 else words


def worked_out(text: str) -> int | None:
    """The value of the first plain sum in a text, if it is whole."""
    if not (match := _PLAIN_SUM.search(text)):
        return None
    first, sign, second = int(match[1]), match[2], int(match[3])
    match sign:
        case "+":
            return first + second
        case "-" | "−":
            return first - second
        case r"\times" | "×":
            return first * second
        case _:
            return first // second if second and first % second == 0 else None
