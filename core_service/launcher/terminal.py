"""Prints what all processes say into one terminal, each line behind its process's name."""

import os
from dataclasses import dataclass
from typing import TextIO

_COLOURS = {"core": 34, "hub": 35, "worker": 36, "ingest": 32, "postgres": 33, "valkey": 33, "launcher": 1}


@dataclass
class Terminal:
    """`say` has the shape that processes.py asks for. A terminal that has gone away is no reason to die."""

    output: TextIO

    def say(self, name: str, line: str) -> None:
        """One line, written at once."""
        label = f"{name:<8} │"
        if self.output.isatty():
            label = f"\x1b[{_COLOURS.get(name, 90)}m{label}\x1b[0m"
        try:
            print(label, line, file=self.output, flush=True)
        except BrokenPipeError:
            self.output = open(os.devnull, "w")  # noqa: SIM115, PTH123 - lives as long as the process

    def announce(self, text: str) -> None:
        """Lines of the launcher's own."""
        for line in text.splitlines():
            self.say("launcher", line)
