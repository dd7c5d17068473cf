"""Who is in the demo: two centres, their rooms and people (ARCHITECTURE 7, "Demo data")."""

from dataclasses import dataclass
from datetime import time
from typing import Final

from core_service.access.rules import Role
from core_service.centres.rules import USUAL, CentreSettings
from core_service.identity.rules.pictures import Picture

PASSWORD: Final = "learn-together"
DEMO_TABLET_LABEL: Final = "Blue tablet"
DEMO_CODE: Final = (Picture.CAT, Picture.SUN, Picture.CAT, Picture.STAR)
"""By which the youngest sign in on the paired tablet."""
SEATS: Final = tuple(f"{row}{place}" for row in "ABC" for place in range(1, 6))
ROOM: Final = "Room 2"
"""Where everybody is taught."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room with its seats."""

    name: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who is not a student; `children` are the accounts of a parent's."""

    account: str
    name: str
    role: Role
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Student:
    """A student with the level that they work at in each course, which often is not their school class (R004)."""

    account: str
    name: str
    school_grade: int
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DemoCentre:
    """A centre with everybody in it; the first tutor always has a session that covers now."""

    name: str
    slug: str
    timezone: str
    rooms: tuple[Room, ...]
    staff: tuple[Staff, ...]
    students: tuple[Student, ...]
    settings: CentreSettings = USUAL
    invited: str | None = None
    """The account of a tutor who was invited and has not answered."""
    former: Student | None = None
    """Has no sign-in, left some weeks ago, and is to be forgotten."""

    @property
    def tablet_token(self) -> str:
        """Of the tablet that is paired with the centre: known, so that the demo can be tried from a terminal."""
        return f"demo-tablet-{self.slug}"

    def email(self, account: str) -> str:
        """The address that an account signs in with."""
        return f"{account}@{self.slug}.example"

    @property
    def assessing_role(self) -> Role:
        """As what work is assessed here: by an assessor where there is one."""
        has_assessor = any(person.role is Role.ASSESSOR for person in self.staff)
        return Role.ASSESSOR if has_assessor else Role.SUPERVISOR

    @property
    def tutors(self) -> tuple[Staff, ...]:
        """Who teaches here."""
        return tuple(person for person in self.staff if person.role is Role.TEACHER)

    def account_of(self, role: Role) -> str:
        """The first account with that role."""
        return next(person.account for person in self.staff if person.role is role)


_RIVERSIDE_STUDENTS: Final = (
    ("Maya Okafor", 7, (("mathematics", 5), ("english", 6))),
    ("Leo Fernandes", 4, (("english", 3),)),
    ("Aisha Rahman", 6, (("mathematics", 6), ("science", 5))),
    ("Tom Whitfield", 5, (("english", 5),)),
    ("Priya Nair", 8, (("science", 8), ("mathematics", 8))),
    ("Jonas Keller", 3, (("mathematics", 2),)),
    ("Sofia Marino", 7, (("english", 6),)),
    ("Daniel Osei", 9, (("mathematics", 7), ("english", 8))),
    ("Hana Suzuki", 5, (("mathematics", 6),)),
    ("Oliver Brandt", 2, (("english", 1),)),
    ("Zara Hussain", 6, (("science", 5), ("mathematics", 5))),
    ("Mateo Ruiz", 4, (("mathematics", 4), ("english", 3))),
    ("Ella Lindqvist", 8, (("english", 7),)),
    ("Samuel Adeyemi", 5, (("science", 4),)),
    ("Kofi Okafor", 3, (("english", 3),)),
)

RIVERSIDE: Final = DemoCentre(
    name="Riverside",
    slug="riverside",
    timezone="Europe/London",
    rooms=(Room("Room 1", SEATS[:10]), Room("Room 2", SEATS), Room("Library", SEATS[:5])),
    staff=(
        Staff("admin", "Grace Osborne", Role.ADMIN),
        Staff("supervisor", "Miriam Castell", Role.SUPERVISOR),
        Staff("tutor", "Helen Marsh", Role.TEACHER),
        Staff("tutor2", "Ravi Menon", Role.TEACHER),
        Staff("assessor", "Ingrid Solberg", Role.ASSESSOR),
        Staff("parent", "Adaeze Okafor", Role.PARENT, children=("student1", "student15")),
    ),
    students=tuple(Student(f"student{number}", *person) for number, person in enumerate(_RIVERSIDE_STUDENTS, start=1)),
    invited="tutor3",
    former=Student("former", "Nina Kowalska", 6, (("mathematics", 5),)),
)

HILLCREST: Final = DemoCentre(
    name="Hillcrest",
    slug="hillcrest",
    timezone="Europe/London",
    rooms=(Room("Garden room", SEATS[:10]), Room("Room 2", SEATS)),
    staff=(
        Staff("supervisor", "Paul Ashworth", Role.SUPERVISOR),
        Staff("tutor", "Lydia Brooks", Role.TEACHER),
        Staff("parent", "Anne Lambert", Role.PARENT, children=("student1",)),
    ),
    students=(Student("student1", "Theo Lambert", 6, (("english", 5), ("mathematics", 6))),),
    settings=CentreSettings(
        late_after_minutes=5,
        help_escalation_minutes=3,
        parent_notes_at=time(19),
        quiet_from=time(20),
        mastery_threshold=0.85,
    ),
)

CENTRES: Final = (RIVERSIDE, HILLCREST)
SUPER_ADMIN: Final = Staff("superadmin", "Amara Blake", Role.SUPER_ADMIN)
SUPER_ADMIN_EMAIL: Final = RIVERSIDE.email(SUPER_ADMIN.account)
