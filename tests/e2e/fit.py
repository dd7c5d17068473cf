"""Measures pages: whether anything sticks out, is cut off, is too small to touch, or reads as code."""

from pathlib import Path
from typing import Any  # a script's own result

from playwright.sync_api import Page

_SCRIPT = Path(__file__).with_suffix(".js")
_MOUSE_PIXELS, _FINGER_PIXELS = 32, 44


def misfits(page: Page, *, by_finger: bool) -> list[str]:
    """One line for each kind of trouble with its first places; students' targets are those of their age (UI 2)."""
    least = _FINGER_PIXELS if by_finger else _MOUSE_PIXELS
    found: Any = page.evaluate(_SCRIPT.read_text("utf-8"), {"least": least, "exactly": f"{least} px or the age's"})
    return [str(each) for each in found]


def cut_on_paper(page: Page) -> list[str]:
    """What printing would lose: whatever scrolls inside, and the menu, which belongs on no paper."""
    page.emulate_media(media="print")
    found: Any = page.evaluate(_ON_PAPER)
    page.emulate_media(media="screen")
    return [str(each) for each in found]


_ON_PAPER = """() => {
  const found = [];
  for (const each of document.querySelectorAll("body *")) {
    if (!each.checkVisibility() || each.closest("svg, .visually-hidden, .katex, [aria-hidden=true]")) continue;
    const style = getComputedStyle(each);
    const name = `${each.tagName.toLowerCase()} ${each.className}`;
    if (style.overflowY !== "visible" && each.clientHeight > 1 && each.scrollHeight > each.clientHeight + 4)
      found.push(`cut on paper: ${name} ${each.scrollHeight} > ${each.clientHeight}`);
    if (style.overflowX !== "visible"
      && style.textOverflow !== "ellipsis" && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 4)
      found.push(`cut at the side on paper: ${name} ${each.scrollWidth} > ${each.clientWidth}`);
    if (each.matches("nav")) found.push(`on paper: ${each.getAttribute("aria-label")}`);
  }
  return found.slice(0, 8);
}"""
