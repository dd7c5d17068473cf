"""Logs: their form and the request id."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from shared.logs import configure_logging, request_id_from
from shared.settings import Environment


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    """Leaves the root logger and structlog as they were."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def json_lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What was printed, each line read as JSON."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_production_logs_one_json_object_per_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Ours and the libraries' lines have one form, with process, level, time and the request id."""
    configure_logging("core", Environment.PRODUCTION, "INFO")
    with structlog.contextvars.bound_contextvars(request_id="req-12345678"):
        structlog.get_logger("core").info("request served", status=200)
        logging.getLogger("library").warning("slow %s", "thing")
    ours, theirs = json_lines(capsys)
    assert (ours["event"], ours["status"], ours["level"], ours["process"]) == ("request served", 200, "info", "core")
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("slow thing", "warning", "library")
    assert ours["request_id"] == theirs["request_id"] == "req-12345678"
    assert str(ours["timestamp"]).endswith("Z")


def test_an_exception_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A traceback over many lines would be many records for whoever collects them."""
    configure_logging("core", Environment.PRODUCTION, "INFO")
    try:
        raise RuntimeError("broken")
    except RuntimeError:
        structlog.get_logger("core").exception("request failed")
    (line,) = json_lines(capsys)
    assert "RuntimeError: broken" in str(line["exception"])


def test_lines_below_the_level_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """LOG_LEVEL holds for structlog as for the standard library."""
    configure_logging("core", Environment.PRODUCTION, "WARNING")
    structlog.get_logger("core").info("unheard")
    logging.getLogger("library").info("unheard")
    assert capsys.readouterr().out == ""


def test_libraries_that_tell_of_every_request_are_heard_only_when_something_is_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The hub asks the core every two seconds; that is no news."""
    configure_logging("hub", Environment.PRODUCTION, "INFO")
    logging.getLogger("httpx").info("HTTP Request: POST")
    logging.getLogger("websockets.server").error("opening handshake failed")
    (line,) = json_lines(capsys)
    assert line["event"] == "opening handshake failed"


def test_development_logs_words(capsys: pytest.CaptureFixture[str]) -> None:
    """A person reads them."""
    configure_logging("hub", Environment.DEVELOPMENT, "INFO")
    structlog.get_logger("hub").info("room opened", members=3)
    printed = capsys.readouterr().out
    assert "room opened" in printed
    assert "members=3" in printed


@pytest.mark.parametrize("offered", ["", "short", "x" * 65, "line\nbreak1", "semi;colon1"])
def test_a_harmful_request_id_is_replaced(offered: str) -> None:
    """It would be written into logs and headers."""
    assert request_id_from({"X-Request-Id": offered}) != offered


def test_a_callers_request_id_is_kept() -> None:
    """So a browser's id is found in the core's and the hub's logs."""
    assert request_id_from({"X-Request-Id": "0197-abc_def.1"}) == "0197-abc_def.1"
