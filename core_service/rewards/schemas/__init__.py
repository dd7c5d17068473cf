"""The shapes of rewards on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Boolean, Integer, Schema
from core_service.rewards.rules.badges import Badge
from core_service.rewards.rules.points import XpReason


class CentreQuery(Schema):
    """Which centre, for whoever learns at several."""

    centre_id = fields.UUID(load_default=None, allow_none=True)


class BoardQuery(CentreQuery):
    """Which course's board."""

    course_id = fields.UUID(required=True)


class PointsLevelSchema(Schema):
    """The level that points have reached, and from where to where it goes."""

    number = Integer(required=True)
    begins_at = Integer(required=True)
    next_at = Integer(required=True)


class BadgeSchema(Schema):
    """A badge; `step` is the highest that was earned, 0 for none yet; `nextAt` the count that the next one takes."""

    badge = fields.Enum(Badge, by_value=True, required=True, attribute="progress.badge")
    name = fields.String(required=True)
    words = fields.String(required=True)
    step = Integer(required=True, attribute="progress.step")
    steps = fields.List(Integer(), required=True)
    count = Integer(required=True, attribute="progress.count")
    next_at = Integer(required=True, allow_none=True, attribute="progress.next_at")
    awarded_at = fields.AwareDateTime(required=True, allow_none=True)


class CreditSchema(Schema):
    """A line of the ledger, negative where something was taken back."""

    id = fields.UUID(required=True, attribute="credit.id")
    reason = fields.Enum(XpReason, by_value=True, required=True, attribute="credit.reason")
    title = fields.String(required=True)
    points = Integer(required=True, attribute="credit.points")
    earned_at = fields.AwareDateTime(required=True, attribute="credit.earned_at")


class RewardsSchema(Schema):
    """All that a student has earned at a centre.

    `newestInRow` holds when the newest sessions of the streak began, oldest first, at most four.
    """

    centre_id = fields.UUID(required=True)
    student_id = fields.UUID(required=True)
    points = Integer(required=True)
    level = fields.Nested(PointsLevelSchema, required=True)
    streak = Integer(required=True)
    newest_in_row = fields.List(fields.AwareDateTime(), required=True)
    longest_streak = Integer(required=True)
    badges = fields.List(fields.Nested(BadgeSchema), required=True)
    recent = fields.List(fields.Nested(CreditSchema), required=True)


class LineSchema(Schema):
    """One line of a board; nobody's own name stands on it."""

    rank = Integer(required=True)
    nickname = fields.String(required=True)
    points = Integer(required=True)
    is_me = Boolean(required=True)


class BoardSchema(Schema):
    """A board of the last four weeks; empty for whoever is not on it."""

    is_shown = Boolean(required=True)
    is_member = Boolean(required=True)
    since = fields.AwareDateTime(required=True)
    level = Integer(required=True, allow_none=True)
    items = fields.List(fields.Nested(LineSchema), required=True)


class MembershipRequest(CentreQuery):
    """On which boards, under which of the names to choose from."""

    nickname = fields.String(required=True, validate=validate.Length(1, 40))
    course_boards = Boolean(load_default=True)
    effort_board = Boolean(load_default=False)


class MembershipSchema(Schema):
    """What one has chosen (null: on no board), and some names that are free."""

    nickname = fields.String(required=True, allow_none=True)
    course_boards = Boolean(required=True)
    effort_board = Boolean(required=True)
    has_effort_board = Boolean(required=True)
    choices = fields.List(fields.String(), required=True)
