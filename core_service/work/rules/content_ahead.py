"""What a student does after what comes next, as far as it can be told before anything of it is marked (issue 5.3)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from core_service.work.rules.next_content import NextContent, Situation, next_content
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import Try


def content_ahead(situation: Situation, *, now: datetime) -> Iterator[NextContent]:
    """What comes next, and then each thing that would come if the one before were read, or handed in and unmarked.

    Ends where nothing is left, and after a placement exercise, whose marks decide what follows. Raises NotPlaced.
    """
    chosen = next_content(situation)
    while chosen.exercise is not None or chosen.lesson is not None:
        yield chosen
        if chosen.is_placement:
            return
        now += timedelta(microseconds=1)
        situation = _after(situation, chosen, now)
        chosen = next_content(situation)


def _after(situation: Situation, done: NextContent, now: datetime) -> Situation:
    if done.exercise is not None:
        handed_in = Try(done.exercise.id, AttemptStatus.SUBMITTED, None, started_at=now, submitted_at=now)
        return replace(situation, tries=(*situation.tries, handed_in))
    assert done.lesson is not None
    return replace(
        situation,
        lessons_read=situation.lessons_read | {done.lesson.id},
        assigned=tuple(each for each in situation.assigned if each.id != done.assignment_id),
    )
