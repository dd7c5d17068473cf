"""The hub's figures for Prometheus: plain numbers on the hot path, made into metrics only when they are asked for."""

from collections import Counter
from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from shared.events.commands import MESSAGES_OF
from shared.events.values import RoomRole

_WIRE_NAMES = {kind.__name__: str(kind.__struct_config__.tag) for kinds in MESSAGES_OF.values() for kind in kinds}
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics(Collector):
    """One per process; whoever counts something adds to its numbers directly."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.messages_in: Counter[str] = Counter()
        self.errors_out: Counter[str] = Counter()
        self.closes: Counter[str] = Counter()
        self.members: Counter[str] = Counter({role.value: 0 for role in RoomRole})
        self.frames_out = 0
        self.bytes_out = 0
        self.aborted_connections = 0
        self.snapshots = 0
        self.messages_dropped = 0
        self.gaps_healed = 0
        self.reports_lost = 0
        self.shares_lost = 0
        self.rooms: Callable[[], int] = int
        self.backlog_bytes: Callable[[], int] = int
        self.redis_down_seconds: Callable[[], float] = float
        self.redis_round_trip_seconds = 0.0
        self.command_seconds = Histogram(
            "hub_command_seconds", "From a command to the core's answer", buckets=_SECONDS, registry=self.registry
        )
        self.fan_out_seconds = Histogram(
            "hub_fan_out_seconds", "From a notice to its frames", buckets=_SECONDS, registry=self.registry
        )
        self.loop_lag_seconds = Histogram(
            "hub_loop_lag_seconds", "How late the event loop is", buckets=_SECONDS, registry=self.registry
        )
        self.registry.register(self)

    def page(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self.registry)

    def collect(self) -> Iterable[Metric]:
        """The plain numbers as metrics."""
        yield from (
            _labelled("hub_messages_in", "Messages of members", "type", self._messages_in_by_wire_name()),
            _labelled("hub_errors_out", "Errors answered", "code", self.errors_out),
            _labelled("hub_closes", "Connections closed by the hub", "code", self.closes),
            CounterMetricFamily("hub_frames_out", "Frames written", self.frames_out),
            CounterMetricFamily("hub_bytes_out", "Bytes written", self.bytes_out),
            CounterMetricFamily("hub_messages_dropped", "Messages over the rate limits", self.messages_dropped),
            CounterMetricFamily("hub_aborted_connections", "Stalled readers dropped", self.aborted_connections),
            CounterMetricFamily("hub_snapshots", "Snapshots sent", self.snapshots),
            CounterMetricFamily("hub_gaps_healed", "Missing events fetched from the core", self.gaps_healed),
            CounterMetricFamily(
                "hub_reports_lost", "Reports that Redis was away for too long to take", self.reports_lost
            ),
            CounterMetricFamily(
                "hub_shares_lost",
                "Batches for other replicas that Redis did not take; all is told anew",
                self.shares_lost,
            ),
            GaugeMetricFamily("hub_rooms", "Open rooms", self.rooms()),
            GaugeMetricFamily("hub_backlog_bytes", "Bytes waiting for readers", self.backlog_bytes()),
            GaugeMetricFamily("hub_redis_round_trip_seconds", "The last probe's time", self.redis_round_trip_seconds),
            GaugeMetricFamily(
                "hub_redis_down_seconds", "Since Redis last answered; 0 while it does", self.redis_down_seconds()
            ),
        )
        members = GaugeMetricFamily("hub_members", "Connections that joined", labels=["role"])
        for role, number in self.members.items():
            members.add_metric([role], number)
        yield members

    def _messages_in_by_wire_name(self) -> Counter[str]:
        """They are counted by class, which is what the hot path has at hand; operators know PROTOCOL's names."""
        return Counter({_WIRE_NAMES[name]: number for name, number in self.messages_in.items()})


def _labelled(name: str, text: str, label: str, numbers: Counter[str]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, text, labels=[label])
    for value, number in numbers.items():
        family.add_metric([value], number)
    return family
