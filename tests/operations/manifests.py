"""Reads the Kubernetes files: rendered by kubectl's kustomize where it is there, else as they stand."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.operations.running import REPOSITORY

FOLDER = REPOSITORY / "k8s"
OVERLAYS = ("dev", "prod")
Manifest = dict[str, Any]


def kubectl() -> str | None:
    """This machine's, for `kubectl kustomize`, which needs no cluster."""
    return shutil.which("kubectl")


@cache
def rendered(overlay: str) -> tuple[Manifest, ...]:
    """What `kubectl apply --kustomize` would send."""
    program = kubectl()
    assert program is not None
    command = (program, "kustomize", str(FOLDER / "overlays" / overlay))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return tuple(each for each in yaml.safe_load_all(done.stdout) if each)


def documents(folder: Path) -> Iterator[Manifest]:
    """The manifests below a folder as they stand, those that kustomize itself reads left out."""
    for file in sorted(folder.rglob("*.yaml")):
        if file.name not in ("kustomization.yaml", "prometheus-adapter-rules.yaml"):
            yield from (each for each in yaml.safe_load_all(file.read_text()) if each)


def kustomizations() -> list[Path]:
    """All of them."""
    return sorted(FOLDER.rglob("kustomization.yaml"))


def of_kind(manifests: tuple[Manifest, ...], kind: str) -> dict[str, Manifest]:
    """By name."""
    return {each["metadata"]["name"]: each for each in manifests if each["kind"] == kind}


def environment_of(container: Manifest, settings: dict[str, str], secrets: dict[str, str]) -> dict[str, str]:
    """What Kubernetes gives a container: the map's entries, then its own, `$(NAME)` standing for earlier ones.

    `secrets` are values by `secret/key`. Raises KeyError for a secret that is not among them, unless it is optional.
    """
    known = dict(settings) if container.get("envFrom") else {}
    for each in container.get("env", []):
        if "value" in each:
            value = each["value"]
            for name, earlier in known.items():
                value = value.replace(f"$({name})", earlier)
        else:
            reference = each["valueFrom"]["secretKeyRef"]
            if reference.get("optional") and f"{reference['name']}/{reference['key']}" not in secrets:
                continue
            value = secrets[f"{reference['name']}/{reference['key']}"]
        known[each["name"]] = value
    return known
