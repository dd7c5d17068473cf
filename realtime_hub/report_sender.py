"""Reports on their way to the stream: joined into few round trips, kept by key while Redis is away."""

import asyncio
import contextlib
from collections.abc import Callable

from realtime_hub.bus import Bus, BusDown
from realtime_hub.metrics import Metrics
from shared.events.reports import ActivityReport, DraftReport, PresenceReport, encoded_report

_JOIN_SECONDS = 0.2
_DRAFTS_JOIN_SECONDS = 0.02
_RETRY_SECONDS = 0.5
_MOST_KEPT = 20_000
_LARGEST_BATCH = 20

Told = Callable[[bool], None]


class ReportSender:
    """Drafts are told whether they arrived; other reports wait for Redis, the newest of each key only."""

    def __init__(self, bus: Bus, metrics: Metrics) -> None:
        self._bus = bus
        self._metrics = metrics
        self._latest: dict[tuple[str, str], ActivityReport | PresenceReport] = {}
        self._drafts: list[tuple[DraftReport, Told]] = []
        self._has_work = asyncio.Event()
        self._has_draft = asyncio.Event()

    def offer(self, report: ActivityReport | PresenceReport) -> None:
        """Send some time soon. Lost is what a newer one replaces while Redis is away, and what there is no room for."""
        key: tuple[str, str] = (report.session_id, _subject(report))
        is_replaced = self._latest.pop(key, None) is not None
        if len(self._latest) < _MOST_KEPT:
            self._latest[key] = report
            self._metrics.reports_lost += is_replaced and not self._bus.is_up
        else:
            self._metrics.reports_lost += 1
        self._has_work.set()

    def store(self, report: DraftReport, told: Told) -> None:
        """Send now and tell whether it is in the stream."""
        self._drafts.append((report, told))
        self._has_draft.set()
        self._has_work.set()

    async def run(self) -> None:
        """Send for ever."""
        while True:
            await self._has_work.wait()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_JOIN_SECONDS):
                    await self._has_draft.wait()
                    await asyncio.sleep(_DRAFTS_JOIN_SECONDS)
            if not await self.send():
                await asyncio.sleep(_RETRY_SECONDS)

    async def send(self) -> bool:
        """Send all there is, in pieces that hold up nobody; whether Redis took it."""
        is_taken = await self._send_piece()
        while is_taken and self._has_work.is_set():
            is_taken = await self._send_piece()
        return is_taken

    async def _send_piece(self) -> bool:
        drafts, self._drafts = self._drafts, []
        self._has_draft.clear()
        keys = list(self._latest)[:_LARGEST_BATCH]
        reports = [self._latest.pop(key) for key in keys]
        try:
            texts = [encoded_report(report) for report in (*(draft for draft, _ in drafts), *reports)]
            if texts:
                await self._bus.append_reports(texts)
            is_taken = True
        except BusDown:
            self._metrics.reports_lost += len(self._latest.keys() & keys)
            self._latest = dict(zip(keys, reports, strict=True)) | self._latest
            is_taken = False
        for _, told in drafts:
            told(is_taken)
        if not self._latest and not self._drafts:
            self._has_work.clear()
        return is_taken


def _subject(report: ActivityReport | PresenceReport) -> str:
    return report.student_id if isinstance(report, ActivityReport) else report.connection_id
