"""`make bench` and `make load` measure something, in a size that a test can wait for."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loadtests.figures import PROJECT

_SECONDS = 600


def run(module: str, *options: str, environment: Mapping[str, str] | None = None) -> str:
    """What it prints; fails if it fails."""
    done = subprocess.run(
        (sys.executable, "-m", module, *options),
        cwd=PROJECT,
        env=os.environ | dict(environment or {}),
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_small_benchmark(tmp_path: Path) -> None:
    """Every figure of each part is there, and each update was delivered at TICK_MS=0."""
    small = (
        "--rooms=1",
        "--seconds=0.5",
        "--calm-rate=100",
        "--rates=300",
        "--centres=1",
        "--requests=5",
        "--sizes=1,2",
        "--breadth-rate=100",
    )
    printed = run("loadtests.bench", *small, environment={"AETHERLEARN_HOME": str(tmp_path)})
    assert "dashboard of 15 students" in printed
    figures: dict[str, Any] = json.loads((tmp_path / "bench" / "1-centres" / "figures.json").read_text())
    assert 0 < figures["hub"]["figures"]["echo"]["p50"] <= figures["hub"]["figures"]["echo"]["p99"]
    every_update, latest_state = (figures["hub"]["figures"][f"tick {tick} ms"] for tick in (0, 50))
    for passage in every_update["passages"]:
        assert abs(passage["deliveredPerSecond"] - passage["handledPerSecond"]) < 0.01
    assert latest_state["saturation"]["microsecondsPerMessage"] > 0
    assert latest_state["idle"]["connections"] == 16
    for two_hubs in figures["replicas"]["figures"].values():
        spent = two_hubs["microsecondsPerMessage"]
        assert spent.pop("in all") == sum(spent.values()) > 0
    assert [each["idle"]["connections"] for each in figures["breadth"]["figures"].values()] == [16, 32]
    for kind in figures["core"]["figures"].values():
        assert 0 < kind["milliseconds"]["p50"] <= kind["milliseconds"]["p95"]
        assert 0 < kind["statements"][0] <= kind["statements"][1]
        assert kind["sequentialScans"] == []


def test_a_small_load_with_storms(tmp_path: Path) -> None:
    """Everybody loses the connection twice, comes back, and has every event once."""
    figures = tmp_path / "figures.json"
    run("loadtests.load", "--rooms=1", "--minutes=0.4", "--shape=storm", f"--figures={figures}", "--speed=20")
    found = json.loads(figures.read_text())
    assert found["settings"]["people"] == 16
    told = found["figures"]
    assert (told["missed"], told["doubled"], told["notInLog"], told["unchecked"]) == (0, 0, 0, 0)
    assert told["members"] == 16
    assert told["events"] > 0
    assert told["updatesDeliveredPerSecond"] > 0
    assert told["returns"] >= 16
