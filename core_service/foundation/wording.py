"""How counts and lists are said, in letters, reports and sentences alike."""

from collections.abc import Sequence


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 session`, `2 sessions`, `1,200 sessions`; `many` where it is not `one` with an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """`Ben`, `Ben and Mia`, `Ben, Mia and Tom`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
