"""Words for each reader, from the templates beside this domain: the first line is the title, the rest the text."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2

from core_service.notifications.rules.kinds import NotificationKind, Reader

_FOLDER = Path(__file__).parents[1] / "templates"


@cache
def _plain() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


@cache
def _html() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER), undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True
    )


def template_name(kind: NotificationKind, reader: Reader) -> str:
    """`absence.parent.txt`."""
    return f"{kind.value.lower()}.{reader.value.lower()}.txt"


def words(kind: NotificationKind, reader: Reader, facts: Mapping[str, object]) -> tuple[str, str]:
    """Title and text. Raises jinja2.UndefinedError for a fact that is missing."""
    rendered = _plain().get_template(template_name(kind, reader)).render(facts)
    title, _, text = rendered.strip().partition("\n")
    return " ".join(title.split())[:200], text.strip()


def letter_texts(*, name: str, title: str, text: str, url: str, settings_url: str) -> tuple[str, str]:
    """A letter in plain text and in simple HTML, with a link to the page."""
    facts = {"name": name, "title": title, "text": text, "url": url, "settings_url": settings_url}
    paragraphs = [each.strip().split("\n") for each in text.split("\n\n") if each.strip()]
    plain = _plain().get_template("letter.txt").render(facts)
    return plain, _html().get_template("letter.html").render(facts | {"paragraphs": paragraphs})
