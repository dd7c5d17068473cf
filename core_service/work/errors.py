"""What can go wrong around a piece of work, with the codes that clients act on."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from core_service.foundation.errors import Conflict, FieldError, Invalid


class InvalidAnswer(Invalid):
    """An answer has a shape that its question cannot have; the draft stays as it was."""

    code = "invalid_answer"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("Some answers do not have the shape that their question needs.", errors=errors)


class NeedsPlacement(Conflict):
    """The student has no level in the course yet (C34)."""

    code = "needs_placement"

    def __init__(self) -> None:
        super().__init__("The student has no level in this course yet: an assessor places them first.")


class ChooseCentre(Conflict):
    """Levels and attempts are per centre, and the student belongs to several."""

    code = "choose_centre"

    def __init__(self, centre_ids: Iterable[UUID]) -> None:
        names = sorted(map(str, centre_ids))
        super().__init__("The student belongs to several centres: name a sessionId or a centreId.", centres=names)


class NotEnrolledInCourse(Invalid):
    """The content belongs to a course that the student does not take in this session."""

    code = "not_enrolled_in_course"

    def __init__(self) -> None:
        super().__init__("The student does not take the course of this content in this session.")


class DraftConflict(Conflict):
    """Another device saved in the meantime; `current` is what stands."""

    code = "draft_conflict"

    def __init__(self, *, revision: int, answers: list[Any]) -> None:
        current = {"revision": revision, "answers": answers}
        super().__init__("A newer draft has been saved: merge it and save on top.", current=current)


class AlreadySubmitted(Conflict):
    """The work has been handed in: nothing can be changed in it."""

    code = "already_submitted"

    def __init__(self) -> None:
        super().__init__("This work has been handed in.")


class TimeIsUp(Conflict):
    """The exercise's time limit has passed; what was saved before is handed in by itself."""

    code = "time_is_up"

    def __init__(self) -> None:
        super().__init__("The time for this exercise is over; the saved answers are handed in.")


class SessionLongOver(Conflict):
    """The session in which the work was begun ended more than a day ago; starting it anew goes on with the draft."""

    code = "session_long_over"

    def __init__(self) -> None:
        super().__init__(
            "The session ended more than 24 hours ago. Start the exercise again to go on with its answers."
        )


class AwaitsReview(Conflict):
    """The work lies with the assessor, who alone completes it."""

    code = "awaits_review"

    def __init__(self) -> None:
        super().__init__("This work has been handed in and waits to be marked; the student can go on.")


class NewerAttemptOpen(Conflict):
    """Work cannot be given back while the student is at the same exercise again."""

    code = "newer_attempt_open"

    def __init__(self) -> None:
        super().__init__("The student is at this exercise again: the newer attempt is open.")
