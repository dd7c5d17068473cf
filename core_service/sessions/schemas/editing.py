"""The shapes of changes of one session, and of waitlists, on the wire."""

from functools import partial

from marshmallow import fields, validate

from core_service.foundation.schemas import Boolean, HttpsLink, Integer, Page, PageQuery, Schema
from core_service.sessions.rules import SessionMode
from core_service.sessions.rules.waiting import WaitlistStatus
from core_service.sessions.schemas import PersonSchema

_SEAT = validate.Length(1, 10)
_SEATS = partial(
    fields.Dict,
    keys=fields.UUID(),
    values=fields.String(allow_none=True, validate=_SEAT),
    validate=validate.Length(max=60),
)
"""Seats by the ids of the students; null: none."""


class SessionChange(Schema):
    """What changes; what is left out stays. `seats` are by the students' ids."""

    name = fields.String(validate=validate.Length(1, 120))
    tutor_id = fields.UUID()
    scheduled_start = fields.AwareDateTime()
    scheduled_end = fields.AwareDateTime()
    session_mode = fields.Enum(SessionMode)
    room_id = fields.UUID(allow_none=True)
    max_capacity = Integer(validate=validate.Range(1, 60))
    student_cameras_allowed = Boolean()
    video_meeting_url = HttpsLink(allow_none=True)
    notes = fields.String(allow_none=True, validate=validate.Length(max=4000))
    seats = _SEATS()


class SeatsRequest(Schema):
    """Who sits where now; whoever is left out stays. `keep`: also in the template's sessions to come."""

    seats = _SEATS(required=True)
    keep = Boolean(load_default=True)


class SeatsSchema(Schema):
    """What is different now, and whether it is kept for the sessions to come."""

    seats = _SEATS(required=True)
    is_kept = Boolean(required=True)


class CancelRequest(Schema):
    """Why, for whoever is told."""

    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))


class SubstituteRequest(Schema):
    """Who teaches instead; null: nobody any more."""

    tutor_id = fields.UUID(required=True, allow_none=True)


class CandidateQuery(Schema):
    """Part of a name."""

    q = fields.String(load_default="", validate=validate.Length(max=80))


class CandidateSchema(PersonSchema):
    """Somebody who could come; not free where another session has them at that time."""

    is_free = Boolean(required=True)
    course_ids = fields.List(fields.UUID(), required=True)


class CandidatesSchema(Schema):
    """Those who fit, the likeliest first."""

    items = fields.List(fields.Nested(CandidateSchema), required=True)


class MakeUpRequest(Schema):
    """In which session the missed place is made up for."""

    session_id = fields.UUID(required=True)
    seat = fields.String(load_default=None, allow_none=True, validate=_SEAT)


class WaitRequest(Schema):
    """Who waits for a place, for which course."""

    student_id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)


class WaitlistEntrySchema(Schema):
    """Who waits for a place in which session; an offer is kept until `offerEndsAt`."""

    id = fields.UUID(required=True, attribute="entry.id")
    session_id = fields.UUID(required=True, attribute="entry.session_id")
    session_name = fields.String(required=True, attribute="session.name")
    scheduled_start = fields.AwareDateTime(required=True, attribute="session.scheduled_start")
    student = fields.Nested(PersonSchema, required=True)
    course_id = fields.UUID(required=True, attribute="entry.course_id")
    course_name = fields.String(required=True)
    status = fields.Enum(WaitlistStatus, required=True, attribute="entry.status")
    waits_since = fields.AwareDateTime(required=True, attribute="entry.waits_since")
    offer_ends_at = fields.AwareDateTime(required=True, allow_none=True, attribute="entry.offer_ends_at")


class WaitlistQuery(PageQuery):
    """Which page."""


class OwnWaitlistQuery(WaitlistQuery):
    """Of one class's sessions, or of all."""

    cohort_id = fields.UUID(load_default=None)


class WaitlistPage(Page):
    """One page, first come first."""

    items = fields.List(fields.Nested(WaitlistEntrySchema), required=True)
