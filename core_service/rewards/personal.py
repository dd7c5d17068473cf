"""Points and badges are numbers by an id; a nickname on a board is a name."""

from core_service.foundation.personal import Fate, PersonalRows
from core_service.rewards.models import BadgeAward, BoardMembership, RewardStanding, XpCredit

PERSONAL = (
    PersonalRows(model=XpCredit, label="Points", subject=("student_id",)),
    PersonalRows(model=BadgeAward, label="Badges", subject=("student_id",)),
    PersonalRows(model=RewardStanding, label="Streak and level", subject=("student_id",), fate=Fate.DELETED),
    PersonalRows(model=BoardMembership, label="Nickname on boards", subject=("student_id",), fate=Fate.DELETED),
)
