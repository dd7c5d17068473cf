"""Keeps one command running for as long as a pipe is open, so that a killed launcher leaves no process behind.

Run as a script: `lifeline.py SIGNAL SECONDS COMMAND…`. When standard input ends, the command gets SIGNAL and,
SECONDS later, it and its process group are killed. The exit code is the command's. It imports the standard
library alone, so that it starts fast and small: one stands beside every process.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

_EVERYTHING_THAT_ENDS_US = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def main(stop_signal: str, patience_seconds: str, *command: str) -> int:
    """Run the command to its end and return its exit code, 128 + n if signal n ended it."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
    stopping = threading.Event()
    for number in _EVERYTHING_THAT_ENDS_US:
        signal.signal(number, lambda *_: stopping.set())
    threading.Thread(target=_stop_at_end_of_input, args=(stopping,), daemon=True).start()
    threading.Thread(
        target=_end, args=(child, stopping, signal.Signals[stop_signal], float(patience_seconds)), daemon=True
    ).start()
    code = child.wait()
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    return code if code >= 0 else 128 - code


def _stop_at_end_of_input(stopping: threading.Event) -> None:
    while os.read(0, 4096):
        pass
    stopping.set()


def _end(
    child: "subprocess.Popen[bytes]", stopping: threading.Event, stop_signal: signal.Signals, patience_seconds: float
) -> None:
    stopping.wait()
    child.send_signal(stop_signal)
    try:
        child.wait(patience_seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
