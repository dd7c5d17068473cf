"""README tells the truth about settings."""

import dataclasses
import re
from pathlib import Path

import pytest

from core_service.launcher.settings import LauncherSettings
from shared.setting_kinds import declared
from shared.settings import CoreSettings, HubLimits, HubSettings, MigrationSettings

README = (Path(__file__).parents[1] / "README.md").read_text()
CLASSES = {LauncherSettings: "", CoreSettings: "", HubSettings: "", MigrationSettings: "", HubLimits: "HUB_"}


def documented() -> dict[str, str]:
    """Each variable of the settings table with its default as written there; rows may hold several."""
    table = README.partition("## Settings")[2]
    rows = re.findall(r"^\| (`[A-Z].*?) \| (.*?) \| .+ \|$", table, re.MULTILINE)
    found: dict[str, str] = {}
    for names, defaults in rows:
        variables = re.findall(r"`([A-Z_]+)`", names)
        values = defaults.split(", ") if len(variables) > 1 else [defaults] * len(variables)
        found |= dict(zip(variables, values * len(variables), strict=False))
    return found


def plain_defaults() -> dict[str, str]:
    """The defaults that are numbers or words, as README writes them."""
    return {
        prefix + field.name.upper(): f"`{field.default}`"
        for settings_class, prefix in CLASSES.items()
        for field in dataclasses.fields(settings_class)
        if isinstance(field.default, int | str) and not isinstance(field.default, bool)
    }


def test_readme_lists_every_setting_and_no_other() -> None:
    """Someone who runs it should not have to read code to find a switch."""
    declared_names = {name for settings_class, prefix in CLASSES.items() for name in declared(settings_class, prefix)}
    assert set(documented()) == declared_names


@pytest.mark.parametrize("name", sorted(plain_defaults()))
def test_readme_gives_the_real_default(name: str) -> None:
    """Where the default is a plain value; others are described in words."""
    assert documented()[name].startswith(plain_defaults()[name])
