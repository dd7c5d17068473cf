"""Centre tablets and sign-in by pictures: staff pair and set codes, the youngest tap."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import DEVICE_COOKIE, anybody, authorization, keep_no_answer, requires
from core_service.foundation.db import DataScope, enter_scope
from core_service.foundation.http import Blueprint
from core_service.foundation.paging import Cursor, cursor_of, paged
from core_service.foundation.runtime import runtime
from core_service.foundation.schemas import PageQuery
from core_service.identity.errors import NotPaired, WrongPictures
from core_service.identity.models import CentreDevice, LoginTransport
from core_service.identity.queries import credentials
from core_service.identity.queries.people import member_by_id
from core_service.identity.queries.tablets import PairedTablet, children_of, paired_tablet
from core_service.identity.routes.sign_in import client_of, signed_in_answer
from core_service.identity.rules.pictures import CODE_LENGTH, Picture
from core_service.identity.schemas import LoginSchema
from core_service.identity.schemas.credentials import (
    DevicePage,
    DeviceRequest,
    DeviceSchema,
    PictureCode,
    PictureLogin,
    PicturesSchema,
    TabletChild,
)
from core_service.identity.service import tablets as service
from core_service.identity.throttle import Attempts

_KEPT_FOR_SECONDS = 400 * 24 * 3600
"""As long as browsers keep a cookie at all; every sign-in renews it."""
_PATH, _EARLIER_PATH = "/api", "/api/auth"
"""The login that it stands beside goes to all of the API; releases before 0013 sent it to the sign-in alone."""

devices = Blueprint("devices", __name__, url_prefix="/api/devices", description="Tablets that are paired with a centre")
codes = Blueprint("picture-codes", __name__, url_prefix="/api/users", description="Codes of the youngest")
pictures = Blueprint("pictures", __name__, url_prefix="/api/auth", description="Sign-in by pictures")
blueprints = (devices, codes, pictures)


@devices.get("")
@requires(*service.PAIRS_TABLETS)
@devices.arguments(PageQuery, location="query")
@devices.response(200, DevicePage)
def paired(db: Session, actor: Actor, wanted: dict[str, Any]) -> dict[str, Any]:
    """The paired tablets of the caller's centres, newest first."""
    centres = actor.centres_with(*service.PAIRS_TABLETS)
    found = credentials.devices_page(db, centres, cursor=cursor_of(wanted["cursor"]), limit=wanted["limit"])
    return paged(found, wanted["limit"], lambda device: Cursor(device.created_at, device.id))


@devices.post("")
@requires(*service.PAIRS_TABLETS)
@devices.arguments(DeviceRequest)
@devices.response(201, DeviceSchema)
def pair(db: Session, actor: Actor, wanted: dict[str, Any]) -> Response:
    """Pair the tablet at hand with a centre; its token goes into a cookie, or is shown this once."""
    keep_no_answer()
    centre_id = actor.centre_for(*service.PAIRS_TABLETS, wanted=wanted["centre_id"])
    is_bearer = wanted["transport"] is LoginTransport.BEARER
    replaced = None if is_bearer else request.cookies.get(DEVICE_COOKIE)
    label, now = wanted["label"].strip(), runtime().clock.now()
    device, token = service.pair_tablet(db, actor, centre_id=centre_id, label=label, replaced=replaced, now=now)
    response = jsonify(DeviceSchema().dump(_shown(device) | ({"token": token} if is_bearer else {})))
    response.status_code = 201
    if not is_bearer:
        _keep_token(response, token)
    return response


@devices.delete("/<uuid:device_id>")
@requires(*service.PAIRS_TABLETS)
@devices.response(204)
def unpair(db: Session, actor: Actor, device_id: UUID) -> None:
    """End the pairing; whoever is signed in there by pictures is out at once."""
    device = credentials.device_by_id(db, actor.centres_with(*service.PAIRS_TABLETS), device_id)
    service.unpair_tablet(db, actor, device=device, now=runtime().clock.now())


@codes.put("/<uuid:student_id>/pictures")
@requires(*service.SETS_CODES)
@codes.arguments(PictureCode)
@codes.response(200, TabletChild)
def set_code(db: Session, actor: Actor, wanted: dict[str, Any], student_id: UUID) -> dict[str, Any]:
    """Give a child their own picture and a code, in place of one of before."""
    now = runtime().clock.now()
    row = service.set_pictures(db, actor, student_id=student_id, **wanted, now=now)
    return {"id": row.user_id, "name": member_by_id(db, row.user_id).name, "picture": row.picture}


@codes.delete("/<uuid:student_id>/pictures")
@requires(*service.SETS_CODES)
@codes.response(204)
def remove_code(db: Session, actor: Actor, student_id: UUID) -> None:
    """Take a child's code away."""
    service.remove_pictures(db, actor, student_id=student_id, now=runtime().clock.now())


@pictures.get("/pictures")
@anybody
@pictures.response(200, PicturesSchema)
def shown(db: Session) -> dict[str, Any]:
    """What a paired tablet shows: pictures to choose from, and the children who may sign in there."""
    tablet = _tablet(db)
    enter_scope(db, DataScope(frozenset({tablet.centre.id})))
    return {
        "centre_name": tablet.centre.name,
        "code_length": CODE_LENGTH,
        "pictures": list(Picture),
        "children": children_of(db, tablet, runtime().clock.now().date()),
    }


@pictures.post("/pictures")
@anybody
@pictures.arguments(PictureLogin)
@pictures.response(200, LoginSchema)
def sign_in(db: Session, wanted: dict[str, Any]) -> Response:
    """Sign in with the code of four, on a paired tablet."""
    run = runtime()
    tablet = _tablet(db)
    failures = Attempts.failed_pictures(run.redis, wanted["student_id"], tablet.device.id)
    now, client = run.clock.now(), client_of(wanted["transport"])
    with failures.against(WrongPictures):
        actor, token = service.sign_in_by_pictures(
            db, tablet, student_id=wanted["student_id"], code=wanted["code"], client=client, now=now
        )
    response = signed_in_answer(db, actor, token, wanted["transport"], now=now)
    if wanted["transport"] is LoginTransport.COOKIE:
        _keep_token(response, _tablet_token())
    return response


def _tablet(db: Session) -> PairedTablet:
    """The tablet that asks, by its cookie or as bearer. Raises NotPaired."""
    token = _tablet_token()
    tablet = paired_tablet(db, token) if token else None
    if tablet is None:
        raise NotPaired
    return tablet


def _tablet_token() -> str:
    token = authorization("bearer")
    return request.cookies.get(DEVICE_COOKIE, "") if token is None else token


def _keep_token(response: Response, token: str) -> None:
    """In the page's cookies, where no script reads it."""
    response.set_cookie(
        DEVICE_COOKIE,
        token,
        max_age=_KEPT_FOR_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=runtime().settings.has_secure_cookies,
        path=_PATH,
    )
    response.delete_cookie(DEVICE_COOKIE, path=_EARLIER_PATH)


def _shown(device: CentreDevice) -> dict[str, Any]:
    return {"id": device.id, "centre_id": device.centre_id, "label": device.label, "created_at": device.created_at}
