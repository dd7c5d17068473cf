"""How classes refuse."""

from core_service.foundation.errors import Conflict


class NameTaken(Conflict):
    """Another class of the centre has the name."""

    code = "name_taken"

    def __init__(self) -> None:
        super().__init__("Another class of this centre has this name.")


class AlreadyMember(Conflict):
    """The student is in the class for this course on some of these days already."""

    code = "already_member"

    def __init__(self, student_id: str) -> None:
        super().__init__("The student is in this class for this course on some of these days.", studentId=student_id)
