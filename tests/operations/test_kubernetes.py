"""The Kubernetes files: valid by the schemas, whole, and right where a mistake would show in the middle of a lesson."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
import yaml

from shared.settings import CoreSettings, HubSettings, MigrationSettings
from tests.operations import manifests
from tests.operations.manifests import Manifest, environment_of, of_kind, rendered

_OF_OPERATORS = {"Cluster", "PodMonitor", "PrometheusRule"}
_RELEASES = ("1.33", "1.37")
needs_kubectl = pytest.mark.skipif(manifests.kubectl() is None, reason="kubectl is not installed")
every_overlay = pytest.mark.parametrize("overlay", manifests.OVERLAYS)


def referenced(kustomization: Path) -> Iterator[Path]:
    """Every file and folder that it names."""
    content = yaml.safe_load(kustomization.read_text())
    for key in ("resources", "components"):
        yield from (kustomization.parent / each for each in content.get(key, []))
    for generator in content.get("configMapGenerator", []):
        yield from (kustomization.parent / each.partition("=")[2] for each in generator.get("files", []))


@pytest.mark.parametrize("kustomization", manifests.kustomizations(), ids=lambda path: path.parent.name)
def test_what_a_kustomization_names_is_there(kustomization: Path) -> None:
    """And every manifest beside it is named: a forgotten one would never be applied."""
    named = {path.resolve() for path in referenced(kustomization)}
    assert all(path.is_file() or (path / "kustomization.yaml").is_file() for path in named)
    others = set(kustomization.parent.glob("*.yaml")) - {kustomization}
    left_out = {path.name for path in others if path.resolve() not in named}
    assert left_out <= {"prometheus-adapter-rules.yaml"}


@pytest.mark.parametrize("overlay", manifests.OVERLAYS)
def test_every_patch_meets_something(overlay: str) -> None:
    """kustomize passes over a target that is not there in silence."""
    known = list(manifests.documents(manifests.FOLDER))
    content = yaml.safe_load((manifests.FOLDER / "overlays" / overlay / "kustomization.yaml").read_text())
    for patch in content["patches"]:
        target = patch["target"]
        for name in target.get("name", "").split("|"):
            met = [each for each in known if each["kind"] == target["kind"]]
            assert any(name in ("", each["metadata"]["name"]) for each in met), target


def problem_with(manifest: Manifest, release: str) -> str:
    """What the schema of that release of Kubernetes says, strictly; empty if it is right."""
    try:
        kubernetes_validate.validate(manifest, release, strict=True)
    except kubernetes_validate.ValidationError as error:
        return f"{manifest['kind']} {manifest['metadata']['name']}: {error.message}"
    return ""


@pytest.mark.parametrize("release", _RELEASES)
def test_manifests_are_valid_as_they_stand(release: str) -> None:
    """Even where there is no kubectl."""
    ours = [each for each in manifests.documents(manifests.FOLDER) if each["kind"] not in _OF_OPERATORS]
    assert len(ours) > 20
    assert [problem for each in ours if (problem := problem_with(each, release))] == []


@needs_kubectl
@every_overlay
@pytest.mark.parametrize("release", _RELEASES)
def test_rendered_manifests_are_valid(overlay: str, release: str) -> None:
    """What would be sent to the cluster."""
    ours = [each for each in rendered(overlay) if each["kind"] not in _OF_OPERATORS]
    assert [problem for each in ours if (problem := problem_with(each, release))] == []


def test_a_misspelt_field_is_noticed() -> None:
    """The schemas are strict: the checks above can fail."""
    hub = of_kind(tuple(manifests.documents(manifests.FOLDER)), "Deployment")["hub"]
    hub["spec"]["template"]["spec"]["terminationGracePeriod"] = 35
    assert "terminationGracePeriod" in problem_with(hub, _RELEASES[-1])


def pod_specs(overlay: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of everything that runs."""
    for each in rendered(overlay):
        if each["kind"] in ("Deployment", "StatefulSet", "Job"):
            yield each["metadata"]["name"], each["spec"]["template"]["spec"]


@needs_kubectl
@every_overlay
def test_nothing_runs_as_root_or_can_become_root(overlay: str) -> None:
    """What the namespace's restricted profile asks for, and a root file system that cannot be written."""
    for name, pod in pod_specs(overlay):
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod["automountServiceAccountToken"] is False, name
        for container in pod["containers"]:
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }, name
            assert {"cpu", "memory"} <= set(container["resources"]["requests"]), name
            assert "memory" in container["resources"]["limits"], name


@needs_kubectl
@every_overlay
def test_whatever_serves_has_probes_a_disruption_budget_and_is_spread(overlay: str) -> None:
    """A machine that is taken out of service takes no more than one replica with it."""
    deployments = of_kind(rendered(overlay), "Deployment")
    assert set(deployments) == {"core", "hub", "worker", "ingest"}
    budgets = of_kind(rendered(overlay), "PodDisruptionBudget")
    for name, deployment in deployments.items():
        pod = deployment["spec"]["template"]["spec"]
        assert {"startupProbe", "livenessProbe"} <= set(pod["containers"][0]), name
        assert budgets[name]["spec"]["selector"]["matchLabels"] == deployment["spec"]["selector"]["matchLabels"]
        spread = {each["topologyKey"] for each in pod["topologySpreadConstraints"]}
        assert spread == {"kubernetes.io/hostname", "topology.kubernetes.io/zone"}, name


@needs_kubectl
@every_overlay
def test_a_hub_has_time_to_hand_over_its_rooms(overlay: str) -> None:
    """preStop for the endpoints, DRAIN_SECONDS, two seconds for the last reports: killed earlier, lessons jump."""
    hub = of_kind(rendered(overlay), "Deployment")["hub"]["spec"]["template"]["spec"]
    container = hub["containers"][0]
    drain = next(int(each["value"]) for each in container["env"] if each["name"] == "DRAIN_SECONDS")
    pause = container["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pause == 5
    assert hub["terminationGracePeriodSeconds"] >= pause + drain + 2 + 5
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"


@needs_kubectl
@every_overlay
def test_a_database_that_is_away_starts_no_core_again(overlay: str) -> None:
    """Readiness asks for the database, liveness does not."""
    core = of_kind(rendered(overlay), "Deployment")["core"]["spec"]["template"]["spec"]["containers"][0]
    assert core["readinessProbe"]["httpGet"]["path"] == "/api/health"
    assert core["livenessProbe"]["httpGet"]["path"] == "/"


@needs_kubectl
@every_overlay
def test_every_process_can_read_its_settings(overlay: str, secrets: dict[str, str]) -> None:
    """From the map, from secrets by reference, and from nothing else; hubs get neither database nor private key."""
    maps = {name: each["data"] for name, each in of_kind(rendered(overlay), "ConfigMap").items()}
    settings = next(data for name, data in maps.items() if name.startswith("settings-"))
    known = {f"keys/{name}": value for name, value in secrets.items()}
    known |= {f"{name}/password": "p" * 40 for name in ("redis", "postgres-app", "postgres-owner")}
    environments = {name: environment_of(pod["containers"][0], settings, known) for name, pod in pod_specs(overlay)}
    for name in ("core", "worker", "ingest"):
        assert "p" * 40 in CoreSettings.from_environment(environments[name]).database_url
        assert "MIGRATION_DATABASE_URL" not in environments[name]
    hub = HubSettings.from_environment(environments["hub"])
    assert hub.core_url == "http://core:8000"
    assert not {"DATABASE_URL", "TICKET_PRIVATE_KEY"} & set(environments["hub"])
    assert MigrationSettings.from_environment(environments["migrate"]) is not None
    assert not of_kind(rendered(overlay), "Secret"), "secrets are made in the cluster, never kept beside the code"


@needs_kubectl
@every_overlay
def test_services_ingresses_and_policies_find_their_pods(overlay: str) -> None:
    """Names of ports and labels fit together."""
    whole = rendered(overlay)
    pods = {
        each["metadata"]["name"]: each["spec"]["template"]
        for each in whole
        if each["kind"] in ("Deployment", "StatefulSet", "Job")
    }
    names = {pod["metadata"]["labels"]["app.kubernetes.io/name"] for pod in pods.values()}
    services = of_kind(whole, "Service")
    for service in services.values():
        pod = pods[service["spec"]["selector"]["app.kubernetes.io/name"]]
        open_ports = {port["name"] for port in pod["spec"]["containers"][0]["ports"]}
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= open_ports
    for ingress in of_kind(whole, "Ingress").values():
        for path in ingress["spec"]["rules"][0]["http"]["paths"]:
            backend = path["backend"]["service"]
            assert backend["port"]["name"] in {port["name"] for port in services[backend["name"]]["spec"]["ports"]}
    for policy in of_kind(whole, "NetworkPolicy").values():
        assert set(names_in(policy)) <= names, policy["metadata"]["name"]


def names_in(node: Any) -> Iterator[str]:  # whatever YAML holds
    """The values of app.kubernetes.io/name that selectors ask for."""
    if isinstance(node, dict):
        if node.get("key") == "app.kubernetes.io/name":
            yield from node["values"]
        elif name := node.get("matchLabels", {}).get("app.kubernetes.io/name"):
            yield name
        for each in node.values():
            yield from names_in(each)
    elif isinstance(node, list):
        for each in node:
            yield from names_in(each)


def may_reach(policies: dict[str, Manifest], source: str, target: str) -> bool:
    """Whether both sides' policies let pods named `source` speak to what the policy `target` guards."""
    guard = policies[target]["spec"]
    lets_in = any(source in names_in(peer) for rule in guard["ingress"] for peer in rule.get("from", []))
    selector = guard["podSelector"]["matchLabels"]
    goes_out = any(
        peer.get("podSelector", {}).get("matchLabels") == selector or target in set(names_in(peer))
        for rule in policies[source]["spec"].get("egress", [])
        for peer in rule.get("to", [])
    )
    return lets_in and goes_out


@needs_kubectl
@every_overlay
def test_only_the_cores_processes_reach_postgresql(overlay: str) -> None:
    """A hub reaches Redis and the core alone; by default nobody reaches anybody."""
    policies = of_kind(rendered(overlay), "NetworkPolicy")
    assert policies["nobody"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    reach = {
        target: {
            source for source in ("core", "hub", "ingest", "migrate", "worker") if may_reach(policies, source, target)
        }
        for target in ("postgres", "redis", "core")
    }
    assert reach["postgres"] == {"core", "ingest", "migrate", "worker"}
    assert reach["redis"] == {"core", "hub", "ingest", "worker"}
    assert reach["core"] == {"hub"}


@needs_kubectl
@every_overlay
def test_sockets_are_hashed_by_path_and_what_is_internal_is_closed(overlay: str) -> None:
    """The same rules as nginx's in docker/."""
    ingresses = of_kind(rendered(overlay), "Ingress")
    prefix = "nginx.ingress.kubernetes.io/"
    rooms = ingresses["rooms"]["metadata"]["annotations"]
    assert rooms[f"{prefix}upstream-hash-by"] == "$uri"
    assert "http_503" in rooms[f"{prefix}proxy-next-upstream"]
    assert int(rooms[f"{prefix}proxy-read-timeout"]) > 30, "the hub pings every 15 s"
    closed = ingresses["closed"]
    assert closed["spec"]["rules"][0]["http"]["paths"][0]["path"] == "/api/internal"
    assert closed["metadata"]["annotations"][f"{prefix}denylist-source-range"] == "0.0.0.0/0,::/0"
    hosts = {ingress["spec"]["rules"][0]["host"] for ingress in ingresses.values()}
    settings = next(m["data"] for n, m in of_kind(rendered(overlay), "ConfigMap").items() if n.startswith("settings-"))
    assert settings["PUBLIC_HUB_URL"] == f"wss://{hosts.pop()}"
    assert not hosts, "all ingresses have one host"


@needs_kubectl
def test_production_scales_hubs_by_figures_that_the_adapter_makes() -> None:
    """And sets no number of replicas that would undo what the autoscaler did."""
    whole = rendered("prod")
    rules = yaml.safe_load((manifests.FOLDER / "components/autoscaling/prometheus-adapter-rules.yaml").read_text())
    made = {rule["name"]["as"] for rule in rules["custom"]}
    hub = of_kind(whole, "HorizontalPodAutoscaler")["hub"]["spec"]
    assert {each["pods"]["metric"]["name"] for each in hub["metrics"]} == made
    assert hub["minReplicas"] >= 2
    for name, scaler in of_kind(whole, "HorizontalPodAutoscaler").items():
        assert scaler["spec"]["scaleTargetRef"]["name"] == name
        assert "replicas" not in of_kind(whole, "Deployment")[name]["spec"]


@needs_kubectl
@every_overlay
def test_the_databases_roles_are_the_two_that_the_app_expects(overlay: str) -> None:
    """The app's role owns nothing and is not above row-level security; the owner comes with the database."""
    cluster = of_kind(rendered(overlay), "Cluster")["postgres"]["spec"]
    assert cluster["bootstrap"]["initdb"]["owner"] == "aetherlearn_owner"
    (role,) = cluster["managed"]["roles"]
    assert (role["name"], role["superuser"], role["bypassrls"]) == ("aetherlearn_app", False, False)


@needs_kubectl
@every_overlay
def test_redis_keeps_what_it_was_given(overlay: str) -> None:
    """On a volume, with AOF, and without throwing anything out."""
    redis = of_kind(rendered(overlay), "StatefulSet")["redis"]["spec"]
    command = " ".join(redis["template"]["spec"]["containers"][0]["args"])
    assert "--appendonly yes" in command
    assert "noeviction" in command
    assert redis["volumeClaimTemplates"][0]["metadata"]["name"] == "data"
