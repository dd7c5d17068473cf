"""Lets several things happen beside each other, each act at its time, so that a lesson's log is in order."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeAlias

Story: TypeAlias = Iterator[datetime]
"""Says when its next act is, and does it when it is asked on."""


def tell_together(stories: Iterable[Story]) -> None:
    """All to their ends; of acts at one time, those of the story that was named first come first."""
    waiting = [(at, place, story) for place, story in enumerate(stories) if (at := next(story, None)) is not None]
    heapq.heapify(waiting)
    while waiting:
        _, place, story = heapq.heappop(waiting)
        if (following := next(story, None)) is not None:
            heapq.heappush(waiting, (following, place, story))
