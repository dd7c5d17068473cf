"""Structured logs of every process, with the request id that travels from browser to core to hub."""

import logging
import re
import sys
from collections.abc import Iterator, Mapping

import structlog

from shared.ids import new_id
from shared.settings import Environment

REQUEST_ID_HEADER = "X-Request-Id"
_TELL_EVERY_REQUEST = ("httpx", "websockets")  # the hub asks the core every two seconds
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")


def configure_logging(process: str, environment: Environment, level: str) -> None:
    """Send structlog and the standard library's logging to standard output, one line per event.

    JSON in production, coloured words on a terminal, plain words elsewhere. `process` names the
    process in each JSON line.
    """
    shared_steps: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    structlog.configure(
        processors=[*shared_steps[:-1], structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared_steps, processors=[*_last_steps(process, environment)]
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library in _TELL_EVERY_REQUEST:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))


def _last_steps(process: str, environment: Environment) -> Iterator[structlog.typing.Processor]:
    yield structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if environment is Environment.PRODUCTION:
        yield lambda _logger, _method, event: {"process": process, **event}
        yield structlog.processors.format_exc_info
        yield structlog.processors.JSONRenderer()
    else:
        yield structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())


def request_id_from(headers: Mapping[str, str]) -> str:
    """The caller's request id if it is harmless text of 8 to 64 signs, else a new one."""
    offered = headers.get(REQUEST_ID_HEADER, "")
    return offered if _REQUEST_ID.fullmatch(offered) else str(new_id())
