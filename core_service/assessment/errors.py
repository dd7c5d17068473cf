"""How assessment refuses, with the codes that clients act on."""

from datetime import datetime

from core_service.foundation.errors import Conflict, NotFound
from shared.clock import wire_time


class ClaimedByAnother(Conflict):
    """Somebody else marks this work now (C50)."""

    code = "claimed_by_another"

    def __init__(self, assessor: str, until: datetime) -> None:
        super().__init__(f"{assessor} is marking this work.", assessor=assessor, until=wire_time(until))


class Reserved(Conflict):
    """A resubmission returns to the assessor who asked for it first."""

    code = "reserved"

    def __init__(self, assessor: str, until: datetime) -> None:
        super().__init__(
            f"{assessor} returned this work and sees it first.",
            assessor=assessor,
            until=wire_time(until),
        )


class AlreadyReviewed(Conflict):
    """The review is complete."""

    code = "already_reviewed"

    def __init__(self) -> None:
        super().__init__("This work has been reviewed.")


class NothingToReview(Conflict):
    """The work is not handed in."""

    code = "nothing_to_review"

    def __init__(self) -> None:
        super().__init__("This work is not handed in: there is nothing to review.")


class UploadUnknown(NotFound):
    """No photographed work has this id, or none that the actor may see."""

    code = "upload_not_found"

    def __init__(self) -> None:
        super().__init__("uploaded work")


class AlreadyDecided(Conflict):
    """The recommendation is no longer open."""

    code = "already_decided"

    def __init__(self, status: str) -> None:
        super().__init__("This recommendation is no longer open.", recommendationStatus=status)


class RubricExists(Conflict):
    """A centre has one rubric per course, level and type (C55)."""

    code = "rubric_exists"

    def __init__(self, rubric_id: str, *, is_active: bool) -> None:
        super().__init__(
            "There is a rubric for this course, level and type: change that one.",
            rubricId=rubric_id,
            isActive=is_active,
        )


class AlreadyPlaced(Conflict):
    """The student has a level in this course: it is changed, not placed."""

    code = "already_placed"

    def __init__(self, level: int) -> None:
        super().__init__("The student has a level in this course already.", level=level)
