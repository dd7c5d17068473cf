"""What the machine itself adds to latency: messages of the same size and pace to a process that only sends them back.

`python -m loadtests.benchmarks.echo PORT` is that process, on the hub's core. Neighbours of a virtual machine, its
kernel and the generator delay these messages as they delay the hub's.
"""

import os
import select
import socket
import sys
import time
from collections import deque
from pathlib import Path
from random import Random

from loadtests.benchmarks.crowd import arrivals, progress_message
from loadtests.children import child, free_port, wait_until

_READ_BYTES = 4096
_LAST_ANSWERS_SECONDS = 0.5


def echo_latencies_ms(rate: int, seconds: float, connections: int, core: int | None, folder: Path) -> list[float]:
    """From each `send` to the `recv` of what came back. Raises NotMeasured when the process does not start."""
    port, log = free_port(), folder / "echo.log"
    command = (sys.executable, "-m", "loadtests.benchmarks.echo", str(port))
    with child(*command, environment=os.environ, log=log, core=core), select.epoll() as epoll:
        sockets: dict[int, socket.socket] = {}
        wait_until(lambda: _is_open(sockets, port), "the echo does not answer", log)
        while len(sockets) < connections:
            _open(sockets, port)
        for descriptor in sockets:
            epoll.register(descriptor, select.EPOLLIN)
        try:
            return _latencies_ms(sockets, epoll, rate, seconds)
        finally:
            for each in sockets.values():
                each.close()


def _latencies_ms(sockets: dict[int, socket.socket], epoll: select.epoll, rate: int, seconds: float) -> list[float]:
    random, latencies = Random(1), list[float]()
    under_way = {descriptor: deque[int]() for descriptor in sockets}
    due, senders = deque(arrivals(rate, seconds, random)), list(sockets)
    message = progress_message(0, 0)
    began = time.perf_counter_ns()
    until = began + int((seconds + _LAST_ANSWERS_SECONDS) * 1e9)
    while (now := time.perf_counter_ns()) < until:
        while due and due[0] * 1e9 <= now - began:
            due.popleft()
            descriptor = random.choice(senders)
            under_way[descriptor].append(time.perf_counter_ns())
            sockets[descriptor].send(message)
        for descriptor, _ in epoll.poll(0):
            received = len(sockets[descriptor].recv(_READ_BYTES))
            now = time.perf_counter_ns()
            latencies += ((now - under_way[descriptor].popleft()) / 1e6 for _ in range(received // len(message)))
    return latencies


def _is_open(sockets: dict[int, socket.socket], port: int) -> bool:
    try:
        _open(sockets, port)
    except ConnectionRefusedError:
        return False
    return True


def _open(sockets: dict[int, socket.socket], port: int) -> None:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sockets[connection.fileno()] = connection


def serve(port: int) -> None:
    """Send back what comes, until the process is ended."""
    connections: dict[int, socket.socket] = {}
    with socket.create_server(("127.0.0.1", port), backlog=1024) as listener, select.epoll() as epoll:
        epoll.register(listener, select.EPOLLIN)
        while True:
            for descriptor, _ in epoll.poll():
                if descriptor == listener.fileno():
                    connection, _ = listener.accept()
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    connections[connection.fileno()] = connection
                    epoll.register(connection, select.EPOLLIN)
                elif data := connections[descriptor].recv(_READ_BYTES):
                    connections[descriptor].send(data)
                else:
                    connections.pop(descriptor).close()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
