"""Weekly templates with their standing bookings (R040, R075)."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import requires
from core_service.access.rules import Permission
from core_service.foundation.etags import Tagged, demand_unchanged, tagged
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, page, paged
from core_service.foundation.runtime import runtime
from core_service.foundation.schemas import PageQuery
from core_service.sessions.models import SessionTemplate, StandingBooking
from core_service.sessions.queries import timetable
from core_service.sessions.schemas.timetable import (
    BookingResultSchema,
    EditPreviewSchema,
    StandingBookingChange,
    StandingBookingPage,
    StandingBookingRequest,
    StandingBookingSchema,
    TemplateChange,
    TemplateEditSchema,
    TemplatePage,
    TemplateQuery,
    TemplateRequest,
    TemplateSchema,
)
from core_service.sessions.service import standing_bookings, templates

blueprint = Blueprint("templates", __name__, url_prefix="/api/academic", description="The weekly timetable")


@blueprint.get("/templates")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(TemplateQuery, location="query")
@blueprint.response(200, TemplatePage)
def index(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The templates in use."""
    limit = wanted["limit"]
    found = timetable.templates_page(
        db,
        actor,
        day_of_week=wanted["day_of_week"],
        tutor_id=wanted["tutor_id"],
        cursor=cursor_of(wanted["cursor"]),
        limit=limit,
    )
    shown, next_cursor = page(found, limit, lambda template: Cursor(template.created_at, template.id))
    today = runtime().clock.now().date()
    return {"items": timetable.template_summaries(db, shown, today=today), "next_cursor": next_cursor}


@blueprint.post("/templates")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(TemplateRequest)
@blueprint.response(201, TemplateSchema)
def create(db: Session, actor: Actor, wanted: dict[str, Any]) -> Tagged[Any]:
    """Make a weekly template; its sessions appear in the timetable by themselves."""
    centre_id = actor.centre_for(Permission.SCHEDULE_MANAGE, wanted=wanted.pop("centre_id"))
    now = runtime().clock.now()
    return _tagged(db, templates.create_template(db, actor, centre_id=centre_id, values=wanted, now=now))


@blueprint.get("/templates/<uuid:template_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(200, TemplateSchema)
def show(db: Session, actor: Actor, template_id: UUID) -> Tagged[Any]:
    """One template."""
    return _tagged(db, timetable.template_by_id(db, template_id))


@blueprint.post("/templates/<uuid:template_id>/preview")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(TemplateChange)
@blueprint.response(200, EditPreviewSchema)
def preview(db: Session, actor: Actor, wanted: dict[str, Any], template_id: UUID) -> dict[str, Any]:
    """What an edit would do to the sessions ahead; changes nothing."""
    template = templates.hold_template(db, template_id)
    edits = templates.preview_edit(db, template=template, values=wanted, now=runtime().clock.now())
    return {"sessions": edits}


@blueprint.patch("/templates/<uuid:template_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(TemplateChange)
@blueprint.response(200, TemplateEditSchema)
def change(db: Session, actor: Actor, wanted: dict[str, Any], template_id: UUID) -> Tagged[Any]:
    """Edit a template, and with it its sessions that have not begun; those with a problem stay as they are."""
    template = templates.hold_template(db, template_id)
    demand_unchanged(template)
    edits = templates.change_template(db, actor, template=template, values=wanted, now=runtime().clock.now())
    shown, headers = _tagged(db, template)
    return {"template": shown, "sessions": edits}, headers


@blueprint.delete("/templates/<uuid:template_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(204)
def remove(db: Session, actor: Actor, template_id: UUID) -> None:
    """Take a template out of use: its sessions that have not begun are cancelled, the held ones stay."""
    template = templates.hold_template(db, template_id)
    demand_unchanged(template)
    templates.change_template(db, actor, template=template, values={"is_active": False}, now=runtime().clock.now())


@blueprint.get("/templates/<uuid:template_id>/bookings")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, StandingBookingPage)
def standing(db: Session, actor: Actor, wanted: dict[str, Any], template_id: UUID) -> dict[str, Any]:
    """Who comes each week, past and future bookings too."""
    template = timetable.template_by_id(db, template_id)
    limit = wanted["limit"]
    found = timetable.bookings_page(db, template.id, cursor=cursor_of(wanted["cursor"]), limit=limit)
    return paged(found, limit, lambda each: Cursor(each.booking.created_at, each.booking.id))


@blueprint.post("/templates/<uuid:template_id>/bookings")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(StandingBookingRequest)
@blueprint.response(201, BookingResultSchema)
def book(db: Session, actor: Actor, wanted: dict[str, Any], template_id: UUID) -> Tagged[Any]:
    """Let a student come each week; they are enrolled in the sessions that exist already too."""
    result = standing_bookings.book(db, actor, template_id=template_id, **wanted, now=runtime().clock.now())
    return _result(db, result)


@blueprint.get("/bookings/<uuid:booking_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(200, StandingBookingSchema)
def show_booking(db: Session, actor: Actor, booking_id: UUID) -> Tagged[Any]:
    """One standing booking, with the version that a change names."""
    booking = timetable.booking_by_id(db, booking_id)
    return tagged(timetable.booking_summary(db, booking), booking)


@blueprint.patch("/bookings/<uuid:booking_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.arguments(StandingBookingChange)
@blueprint.response(200, BookingResultSchema)
def change_booking(db: Session, actor: Actor, wanted: dict[str, Any], booking_id: UUID) -> Tagged[Any]:
    """Another seat or other days; places in sessions ahead come and go with it."""
    booking = standing_bookings.hold_booking(db, booking_id)
    demand_unchanged(booking)
    result = standing_bookings.change_booking(db, actor, booking=booking, values=wanted, now=runtime().clock.now())
    return _result(db, result)


@blueprint.delete("/bookings/<uuid:booking_id>")
@requires(Permission.SCHEDULE_MANAGE)
@blueprint.response(204)
def unbook(db: Session, actor: Actor, booking_id: UUID) -> None:
    """End a standing booking; the student's places in sessions ahead are taken back."""
    booking: StandingBooking = standing_bookings.hold_booking(db, booking_id)
    demand_unchanged(booking)
    standing_bookings.remove_booking(db, actor, booking=booking, now=runtime().clock.now())


def _tagged(db: Session, template: SessionTemplate) -> Tagged[Any]:
    zone: ZoneInfo = timetable.zone_of(db, template.centre_id)
    today = runtime().clock.now().astimezone(zone).date()
    return tagged(timetable.template_summaries(db, [template], today=today)[0], template)


def _result(db: Session, result: standing_bookings.BookingResult) -> Tagged[Any]:
    shown = {"booking": timetable.booking_summary(db, result.booking), "problems": result.problems}
    return tagged(shown, result.booking)
