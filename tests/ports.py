"""Ports for servers that tests start, and start again."""

import socket
from random import SystemRandom

_BELOW_OUTGOING = range(10_000, 32_000)
"""Systems give outgoing connections higher ones: such a port could be taken while its server starts anew."""


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses, all different."""
    found: list[int] = []
    while len(found) < count:
        port = SystemRandom().choice(_BELOW_OUTGOING)
        if port not in found and _is_free(port):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
