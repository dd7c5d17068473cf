"""What the login makes somebody wait for who opens it for the first time, with no proxy before the core (issue 5).

The good case: one script, sent compressed. The bad one: the app behind the door, or its service worker with all that it
keeps, is fetched before anybody has begun to sign in.
"""

from tests.e2e.conftest import SignIn

MOST_BYTES = 120_000

_FETCHED_SCRIPTS = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
  .map(({ name, encodedBodySize }) => [name, encodedBodySize])"""
_HAS_SERVICE_WORKER = "() => navigator.serviceWorker.getRegistration().then(found => found !== undefined)"


def test_the_login_fetches_little_script(sign_in: SignIn) -> None:
    """All that the browser asked for until nothing was under way, as it came over the network."""
    page = sign_in(None)
    page.get_by_label("E-mail").wait_for()
    page.wait_for_load_state("networkidle")
    scripts: list[tuple[str, int]] = page.evaluate(_FETCHED_SCRIPTS)
    assert scripts
    assert sum(size for _, size in scripts) <= MOST_BYTES, scripts
    assert not page.evaluate(_HAS_SERVICE_WORKER)
