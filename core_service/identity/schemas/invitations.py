"""The shapes of invitations and password resets on the wire."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from core_service.access.rules import Role
from core_service.foundation.schemas import EMAIL, Boolean, CentreId, Integer, PageQuery, Schema
from core_service.identity.models import LoginTransport
from core_service.identity.queries.invitations import InvitationStatus
from core_service.identity.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from core_service.identity.schemas.people import PERSON_NAME

MOST_AT_ONCE = 100
MOST_CHILDREN = 20


class InvitedChildSchema(Schema):
    """A child whose parent the invited person becomes; `centreId` where it is not that of the invitation."""

    student_id = fields.UUID(required=True)
    centre_id = fields.UUID(load_default=None, allow_none=True)


class InvitationRow(Schema):
    """Who is invited as what; `studentId` is the child whose parent they become, or `children` are several.

    Each child becomes an invitation of its own, in its centre; all of them stand in one letter and are accepted by it.
    """

    email = fields.String(required=True, validate=EMAIL)
    role = fields.Enum(Role, required=True)
    student_id = fields.UUID(load_default=None, allow_none=True)
    children = fields.List(
        fields.Nested(InvitedChildSchema), load_default=list, validate=validate.Length(max=MOST_CHILDREN)
    )

    @validates_schema
    def names_children_once(self, wanted: dict[str, Any], **_: Any) -> None:
        """One child or several, not both."""
        if wanted.get("student_id") is not None and wanted.get("children"):
            raise ValidationError("goes without studentId: name all children here", "children")


class InvitationRequest(InvitationRow):
    """One invitation; SUPER_ADMIN comes without a centre."""

    centre_id = fields.UUID(load_default=None, allow_none=True)


class InvitationsRequest(Schema):
    """Several into one centre, all or none."""

    centre_id = fields.UUID(load_default=None, allow_none=True)
    invitations = fields.List(fields.Nested(InvitationRow), required=True, validate=validate.Length(1, MOST_AT_ONCE))


class InvitationQuery(PageQuery):
    """Which of them."""

    status = fields.Enum(InvitationStatus, load_default=None)


class InvitationSchema(Schema):
    """An invitation as those who manage the centre see it; `sentAt` is its last letter's.

    Those with the same `letterId` stand in one letter: the id is that of the invitation whose letter it is.
    """

    id = fields.UUID(required=True)
    centre_id = CentreId(required=True, allow_none=True)
    email = fields.String(required=True)
    role = fields.Enum(Role, required=True)
    student_id = fields.UUID(required=True, allow_none=True)
    student_name = fields.String(required=True, allow_none=True)
    letter_id = fields.UUID(required=True)
    status = fields.Enum(InvitationStatus, required=True)
    created_at = fields.AwareDateTime(required=True)
    sent_at = fields.AwareDateTime(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True)
    accepted_at = fields.AwareDateTime(required=True, allow_none=True)


class InvitationList(Schema):
    """Those that were made."""

    items = fields.List(fields.Nested(InvitationSchema), required=True)


class InvitationPage(InvitationList):
    """One page of invitations, newest first."""

    next_cursor = fields.String(required=True, allow_none=True)


class OfferSchema(Schema):
    """What whoever got the letter is shown; with `hasAccount` they sign in to accept, else give name and password.

    It names no child, since a letter may have gone astray; `children` is how many they become the parent of.
    """

    centre_name = fields.String(required=True, allow_none=True)
    centre_names = fields.List(fields.String(), required=True)
    children = Integer(required=True)
    role = fields.Enum(Role, required=True)
    email = fields.String(required=True)
    has_account = Boolean(required=True)
    expires_at = fields.AwareDateTime(required=True)


class AcceptRequest(Schema):
    """A new person's name and password; whoever has an account sends neither, but their login."""

    name = fields.String(validate=PERSON_NAME)
    password = fields.String(validate=validate.Length(SHORTEST_PASSWORD, LONGEST_PASSWORD))
    transport = fields.Enum(LoginTransport, by_value=True, load_default=LoginTransport.COOKIE)


class ResetRequest(Schema):
    """Whose password was forgotten."""

    email = fields.String(required=True, validate=validate.Length(1, 254))


class ResetConfirmation(Schema):
    """The letter's token and the new password."""

    token = fields.String(required=True, validate=validate.Length(1, 200))
    password = fields.String(required=True, validate=validate.Length(SHORTEST_PASSWORD, LONGEST_PASSWORD))
