"""How authoring refuses, with the codes that clients act on."""

from collections.abc import Sequence

from core_service.foundation.errors import Conflict, FieldError, Invalid


class SlugTaken(Conflict):
    """A centre's courses have different slugs (C03)."""

    code = "slug_taken"

    def __init__(self, course_id: str) -> None:
        super().__init__("Another course of this centre has this slug.", courseId=course_id)


class NotGradable(Invalid):
    """An exercise cannot be given to students as it is; `errors` say where."""

    code = "not_gradable"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("This exercise cannot be published yet.", errors=errors)
