"""The shapes of templates, standing bookings, rooms, closures and plans on the wire."""

from marshmallow import fields, validate

from core_service.foundation.schemas import Boolean, HttpsLink, Integer, Page, PageQuery, Schema
from core_service.sessions.rules import DEFAULT_CAPACITY, DayOfWeek, SessionMode
from core_service.sessions.rules.diary import OnConflict, ProblemCode
from core_service.sessions.rules.following import EditEffect
from core_service.sessions.schemas import PersonSchema, RoomSchema

LOCAL_TIME = "%H:%M"
NAME = validate.Length(1, 120)
SEAT = validate.Length(1, 10)
CAPACITY = validate.Range(1, 60)


class LessonRequest(Schema):
    """What a template and a class's lessons have in common; times are the centre's own."""

    name = fields.String(required=True, validate=NAME)
    tutor_id = fields.UUID(required=True)
    room_id = fields.UUID(load_default=None, allow_none=True)
    start_time = fields.Time(LOCAL_TIME, required=True)
    end_time = fields.Time(LOCAL_TIME, required=True)
    session_mode = fields.Enum(SessionMode, required=True)
    max_capacity = Integer(load_default=DEFAULT_CAPACITY, validate=CAPACITY)
    student_cameras_allowed = Boolean(load_default=False)
    video_meeting_url = HttpsLink(load_default=None, allow_none=True)


class TemplateRequest(LessonRequest):
    """A new weekly template."""

    centre_id = fields.UUID(load_default=None, allow_none=True)
    day_of_week = fields.Enum(DayOfWeek, required=True)


class TemplateChange(Schema):
    """What changes; what is left out stays."""

    name = fields.String(validate=NAME)
    tutor_id = fields.UUID()
    room_id = fields.UUID(allow_none=True)
    day_of_week = fields.Enum(DayOfWeek)
    start_time = fields.Time(LOCAL_TIME)
    end_time = fields.Time(LOCAL_TIME)
    session_mode = fields.Enum(SessionMode)
    max_capacity = Integer(validate=CAPACITY)
    student_cameras_allowed = Boolean()
    video_meeting_url = HttpsLink(allow_none=True)
    is_active = Boolean()


class TemplateSchema(Schema):
    """A template; `studentCount` are those with a standing booking that has not ended."""

    id = fields.UUID(required=True, attribute="template.id")
    centre_id = fields.UUID(required=True, attribute="template.centre_id")
    name = fields.String(required=True, attribute="template.name")
    tutor = fields.Nested(PersonSchema, required=True)
    room = fields.Nested(RoomSchema, required=True, allow_none=True)
    day_of_week = fields.Enum(DayOfWeek, required=True, attribute="template.day_of_week")
    start_time = fields.Time(LOCAL_TIME, required=True, attribute="template.start_time")
    end_time = fields.Time(LOCAL_TIME, required=True, attribute="template.end_time")
    session_mode = fields.Enum(SessionMode, required=True, attribute="template.session_mode")
    max_capacity = Integer(required=True, attribute="template.max_capacity")
    student_cameras_allowed = Boolean(required=True, attribute="template.student_cameras_allowed")
    video_meeting_url = fields.String(required=True, allow_none=True, attribute="template.video_meeting_url")
    is_active = Boolean(required=True, attribute="template.is_active")
    student_count = Integer(required=True)


class TemplateQuery(PageQuery):
    """Which templates."""

    day_of_week = fields.Enum(DayOfWeek, load_default=None)
    tutor_id = fields.UUID(load_default=None)


class TemplatePage(Page):
    """One page of templates."""

    items = fields.List(fields.Nested(TemplateSchema), required=True)


class CollisionSchema(Schema):
    """What somebody has promised already."""

    session_id = fields.String(required=True)
    name = fields.String(required=True)
    start = fields.AwareDateTime(required=True, attribute="starts_at")
    end = fields.AwareDateTime(required=True, attribute="ends_at")


class TimetableProblemSchema(Schema):
    """What stands in the way; without a student, of the lesson as a whole."""

    code = fields.Enum(ProblemCode, required=True, by_value=True)
    date = fields.Date(required=True, attribute="day")
    name = fields.String(required=True)
    student_id = fields.UUID(required=True, allow_none=True)
    collisions = fields.List(fields.Nested(CollisionSchema), required=True)


class EditedTimesSchema(Schema):
    """A session's name, tutor, room and times."""

    name = fields.String(required=True, attribute="fields.name")
    tutor_id = fields.UUID(required=True, attribute="fields.tutor_id")
    room_id = fields.UUID(required=True, allow_none=True, attribute="fields.room_id")
    scheduled_start = fields.AwareDateTime(required=True, attribute="starts_at")
    scheduled_end = fields.AwareDateTime(required=True, attribute="ends_at")


class EditedSessionSchema(Schema):
    """What an edit does to one session: KEEP where a problem stands in the way."""

    session_id = fields.UUID(required=True, attribute="session.id")
    effect = fields.Enum(EditEffect, required=True)
    before = fields.Nested(EditedTimesSchema, required=True)
    after = fields.Nested(EditedTimesSchema, required=True)
    problems = fields.List(fields.Nested(TimetableProblemSchema), required=True)


class EditPreviewSchema(Schema):
    """The sessions ahead that an edit of their template touches."""

    sessions = fields.List(fields.Nested(EditedSessionSchema), required=True)


class TemplateEditSchema(EditPreviewSchema):
    """The template after its edit, and what became of its sessions."""

    template = fields.Nested(TemplateSchema, required=True)


class StandingBookingRequest(Schema):
    """A student who comes each week; both days are included, without the second for ever."""

    student_id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)
    seat = fields.String(load_default=None, allow_none=True, validate=SEAT)
    valid_from = fields.Date(required=True)
    valid_until = fields.Date(load_default=None, allow_none=True)


class StandingBookingChange(Schema):
    """What changes; what is left out stays."""

    seat = fields.String(allow_none=True, validate=SEAT)
    valid_from = fields.Date()
    valid_until = fields.Date(allow_none=True)


class StandingBookingSchema(Schema):
    """A standing booking."""

    id = fields.UUID(required=True, attribute="booking.id")
    template_id = fields.UUID(required=True, attribute="booking.template_id")
    student = fields.Nested(PersonSchema, required=True)
    course_id = fields.UUID(required=True, attribute="booking.course_id")
    course_name = fields.String(required=True)
    seat = fields.String(required=True, allow_none=True, attribute="booking.seat")
    valid_from = fields.Date(required=True, attribute="booking.valid_from")
    valid_until = fields.Date(required=True, allow_none=True, attribute="booking.valid_until")


class StandingBookingPage(Page):
    """One page of standing bookings."""

    items = fields.List(fields.Nested(StandingBookingSchema), required=True)


class BookingResultSchema(Schema):
    """The booking, and the sessions ahead in which there is no place, or no seat, for it."""

    booking = fields.Nested(StandingBookingSchema, required=True)
    problems = fields.List(fields.Nested(TimetableProblemSchema), required=True)


class GenerateRequest(Schema):
    """Up to which day; without one, as far ahead as the centre has set."""

    centre_id = fields.UUID(load_default=None, allow_none=True)
    until = fields.Date(load_default=None, allow_none=True)


class ClassSessionsRequest(LessonRequest):
    """The same local time on each named weekday, from `first` to `last`."""

    days_of_week = fields.List(fields.Enum(DayOfWeek), required=True, validate=validate.Length(1, 7))
    first = fields.Date(required=True)
    last = fields.Date(required=True)


class ClassSessionsOrder(ClassSessionsRequest):
    """The same, with what to do when something does not fit."""

    on_conflict = fields.Enum(OnConflict, load_default=OnConflict.REFUSE)


class PlannedPlaceSchema(Schema):
    """A place that a student gets."""

    student_id = fields.UUID(required=True)
    course_id = fields.UUID(required=True)
    seat = fields.String(required=True, allow_none=True)


class PlannedLessonSchema(Schema):
    """One lesson of a plan; an impossible one is left out when the plan is carried out."""

    name = fields.String(required=True, attribute="lesson.fields.name")
    date = fields.Date(required=True, attribute="lesson.occurrence.day")
    scheduled_start = fields.AwareDateTime(required=True, attribute="lesson.occurrence.starts_at")
    scheduled_end = fields.AwareDateTime(required=True, attribute="lesson.occurrence.ends_at")
    template_id = fields.UUID(required=True, allow_none=True, attribute="lesson.template_id")
    is_possible = Boolean(required=True, attribute="fitted.is_possible")
    places = fields.List(fields.Nested(PlannedPlaceSchema), required=True, attribute="fitted.places")
    problems = fields.List(fields.Nested(TimetableProblemSchema), required=True, attribute="fitted.problems")


class PlanSchema(Schema):
    """What would be planned; `skipped` are days on which the centre is closed."""

    lessons = fields.List(fields.Nested(PlannedLessonSchema), required=True)
    skipped = fields.List(fields.Date(), required=True)


class GeneratedSchema(Schema):
    """What was planned, and what was not."""

    session_ids = fields.List(fields.UUID(), required=True)
    problems = fields.List(fields.Nested(TimetableProblemSchema), required=True, attribute="plan.problems")
    skipped = fields.List(fields.Date(), required=True, attribute="plan.skipped")
