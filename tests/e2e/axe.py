"""Looks for barriers on a page with axe-core: WCAG 2.2, levels A and AA, and axe's best practices."""

from typing import Any  # axe's own results

from playwright.sync_api import Page

from core_service.launcher.settings import CLONE

_SOURCE = CLONE / "core_service" / "web" / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def barriers(page: Page) -> list[str]:
    """One line for each rule that is broken: its name, what it says, and the first places."""
    page.evaluate(_SOURCE.read_text("utf-8"))
    found: Any = page.evaluate("tags => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", _TAGS)
    return [
        f"{rule['id']}: {rule['help']} at {[' '.join(map(str, node['target'])) for node in rule['nodes'][:4]]}"
        for rule in found["violations"]
    ]
