"""Dashboard, alerts and autoscaling ask for figures that the processes really have."""

import json
import re
from collections.abc import Iterator
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client import CollectorRegistry

from core_service.foundation.metrics import JobFigures, PoolFigures, RequestFigures
from realtime_hub.metrics import Metrics
from tests.operations.running import REPOSITORY

COMPONENTS = REPOSITORY / "k8s" / "components"
_OF_PROMETHEUS = {"up"}


def queries_of_the_dashboard() -> Iterator[str]:
    """Each panel's."""
    for panel in json.loads((COMPONENTS / "monitoring" / "dashboard.json").read_text())["panels"]:
        yield from (target["expr"] for target in panel.get("targets", []))


def alerts() -> list[dict[str, Any]]:
    """All of them."""
    rules = yaml.safe_load((COMPONENTS / "monitoring" / "alerts.yaml").read_text())
    return [rule for group in rules["spec"]["groups"] for rule in group["rules"]]


def queries_of_the_adapter() -> Iterator[str]:
    """Templates filled in as the adapter does."""
    for rule in yaml.safe_load((COMPONENTS / "autoscaling" / "prometheus-adapter-rules.yaml").read_text())["custom"]:
        query = rule["metricsQuery"].replace("<<.LabelMatchers>>", 'namespace="a"').replace("<<.GroupBy>>", "pod")
        yield from (rule["seriesQuery"], query)


QUERIES = [*queries_of_the_dashboard(), *(rule["expr"] for rule in alerts()), *queries_of_the_adapter()]


def names_in(query: str) -> set[str]:
    """The series that a query asks for. Raises ValueError if Prometheus could not read it."""
    promql_parser.parse(query.replace("$namespace", "namespace"))
    return set(re.findall(r"\b(?:hub|core|ingest)_[a-z_]+|\bup\b", re.sub(r'"[^"]*"', "", query)))


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Every series that hub, core, worker and ingest can have."""
    registry = CollectorRegistry()
    RequestFigures(registry)
    PoolFigures(registry)
    JobFigures(registry)
    found = {name for family in [*registry.collect(), *Metrics().registry.collect()] for name in series_of(family)}
    return found | _OF_PROMETHEUS | figures_asked_of_servers()


def series_of(family: Any) -> set[str]:
    """A metric family's names on the wire."""
    suffixes = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(family.type, ("",))
    return {f"{family.name}{suffix}" for suffix in suffixes}


def figures_asked_of_servers() -> set[str]:
    """Those of collectors that answer only while their server does: their names stand in the source."""
    source = (REPOSITORY / "core_service" / "foundation" / "metrics.py").read_text()
    gauges = set(re.findall(r'GaugeMetricFamily\(\s*"([a-z_]+)"', source))
    counters = {f"{name}_total" for name in re.findall(r'CounterMetricFamily\(\s*"([a-z_]+)"', source)}
    assert {"core_jobs_waiting", "ingest_reports_waiting"} <= gauges
    return gauges | counters


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_can_be_read_and_asks_for_figures_that_there_are(query: str, known: set[str]) -> None:
    """A graph that stays empty, or an alert that never fires, is noticed too late."""
    names = names_in(query)
    assert names, "a query asks for something"
    assert names <= known


def test_a_figure_that_does_not_exist_is_noticed(known: set[str]) -> None:
    """The check above can fail."""
    assert not names_in("rate(hub_no_such_figure_total[5m])") <= known
    with pytest.raises(ValueError, match="unclosed"):
        names_in("sum(hub_members")


def test_every_alert_says_what_is_wrong_and_what_to_do() -> None:
    """For whoever is woken by it."""
    assert len({rule["alert"] for rule in alerts()}) == len(alerts())
    for rule in alerts():
        assert rule["labels"]["severity"] in ("page", "ticket"), rule["alert"]
        assert {"summary", "description"} <= set(rule["annotations"]), rule["alert"]


def test_each_process_that_has_gone_is_noticed() -> None:
    """Its own figures go with it, so that whatever asks for those stays silent."""
    wanted = {f'absent(up{{container="{process}"}})' for process in ("core", "hub", "worker", "ingest")}
    found = {rule["expr"].partition(" or ")[2] for rule in alerts() if rule["alert"].endswith("Gone")}
    assert wanted <= found


def test_panels_of_the_dashboard_do_not_overlap() -> None:
    """Grafana would push them apart, in another order on each screen."""
    taken: set[tuple[int, int]] = set()
    for panel in json.loads((COMPONENTS / "monitoring" / "dashboard.json").read_text())["panels"]:
        place = panel["gridPos"]
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert not cells & taken, panel["title"]
        assert place["x"] + place["w"] <= 24
        taken |= cells


def test_figures_are_scraped_from_the_ports_that_serve_them() -> None:
    """By the ports' names in the deployments."""
    monitors = list(yaml.safe_load_all((COMPONENTS / "monitoring" / "pod-monitors.yaml").read_text()))
    asked = {each["metadata"]["name"]: each["spec"]["podMetricsEndpoints"][0]["port"] for each in monitors}
    for name, process in (("core", "core"), ("core", "worker"), ("core", "ingest"), ("hub", "hub")):
        deployment = next(yaml.safe_load_all((REPOSITORY / "k8s" / "base" / f"{process}.yaml").read_text()))
        ports = {port["name"] for port in deployment["spec"]["template"]["spec"]["containers"][0]["ports"]}
        assert asked[name] in ports
