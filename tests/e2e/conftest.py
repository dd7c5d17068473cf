"""Signed-in browsers; each worker has a whole AetherLearn of its own."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.stack import Stack, running_stack

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE_MILLISECONDS = 30_000

SignIn = Callable[..., Page]


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """With demo data, as after the first `make run`."""
    with running_stack() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium from the machine."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    assert path, "The browser tests need Chromium: install it, or name it in CHROMIUM."
    expect.set_options(timeout=_PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def sign_in(browser: Browser, stack: Stack) -> Iterator[SignIn]:
    """Signs somebody in, or nobody, in a window of their own; what a page logs as an error fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sign_in(email: str | None, width: int = 1366, height: int = 768, *, has_touch: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=stack.core_url, has_touch=has_touch
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MILLISECONDS)
        page.on("pageerror", lambda error: complaints.append(f"{email}: {error}"))
        page.on(
            "console",
            lambda line: complaints.append(f"{email}: {line.text}") if "Content Security" in line.text else None,
        )
        page.goto("/login")
        if email is None:
            return page
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password", exact=True).fill("learn-together")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/dashboard/**")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []
