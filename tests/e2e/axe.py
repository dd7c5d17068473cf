"""Looks for barriers on a page with axe-core: WCAG 2.2, levels A and AA, and axe's best practices."""

from typing import Any  # axe's own results

from playwright.sync_api import Page

from core_service.launcher.settings import CLONE

_SOURCE = CLONE / "core_service" / "web" / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


_OF_COLOUR = ["color-contrast", "link-in-text-block"]


def barriers(page: Page) -> list[str]:
    """One line for each rule that is broken: its name, what it says, and the first places."""
    return _run(page, {"runOnly": _TAGS})


def faint_colours(page: Page) -> list[str]:
    """Only what a change of theme can break on a page that was looked at in the other one."""
    return _run(page, {"runOnly": {"type": "rule", "values": _OF_COLOUR}})


def _run(page: Page, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SOURCE.read_text("utf-8"))
    found: Any = page.evaluate("rules => axe.run(document, { ...rules, resultTypes: ['violations'] })", rules)
    return [
        f"{rule['id']}: {rule['help']} at {[' '.join(map(str, node['target'])) for node in rule['nodes'][:4]]}"
        for rule in found["violations"]
    ]
