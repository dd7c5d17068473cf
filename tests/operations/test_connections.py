"""The database's connections: as many as the largest installation opens, so that scaling out never means refusals."""

import dataclasses

import pytest

from core_service.foundation.db import Database
from shared.settings import CoreSettings
from tests.operations import manifests
from tests.operations.manifests import Manifest, of_kind, rendered

_FOR_OPERATOR_AND_MIGRATION = 20
_USUAL = {field.name: field.default for field in dataclasses.fields(CoreSettings)}


def processes_in_a_core() -> int:
    """As the image starts them."""
    image = (manifests.FOLDER.parent / "docker" / "core.Dockerfile").read_text()
    (line,) = (line for line in image.splitlines() if "CORE_WORKERS=" in line)
    return int(line.split("=")[1].rstrip(" \\"))


def most_connections(overlay: str, deployment: Manifest) -> int:
    """Of all its pods while a release rolls out: one more than there are otherwise, and every pool overflowing."""
    name, spec = str(deployment["metadata"]["name"]), deployment["spec"]
    environment = {each["name"]: each.get("value") for each in spec["template"]["spec"]["containers"][0]["env"]}
    if "DATABASE_URL" not in environment:
        return 0
    scaler = of_kind(rendered(overlay), "HorizontalPodAutoscaler").get(name)
    pods = 1 + int(scaler["spec"]["maxReplicas"] if scaler else spec.get("replicas", 1))
    pool_size = int(environment.get("DATABASE_POOL_SIZE") or str(_USUAL["database_pool_size"]))
    processes = processes_in_a_core() if name == "core" else 1
    return pods * processes * Database("postgresql://", pool_size=pool_size).most_connections


@pytest.mark.skipif(manifests.kubectl() is None, reason="kubectl is not installed")
@pytest.mark.parametrize("overlay", manifests.OVERLAYS)
def test_postgresql_takes_as_many_connections_as_the_largest_installation_opens(overlay: str) -> None:
    """Scaled out as far as it goes, in the middle of a release."""
    whole = rendered(overlay)
    opened = sum(most_connections(overlay, each) for each in of_kind(whole, "Deployment").values())
    parameters = of_kind(whole, "Cluster")["postgres"]["spec"]["postgresql"]["parameters"]
    assert 0 < opened <= int(parameters["max_connections"]) - _FOR_OPERATOR_AND_MIGRATION
