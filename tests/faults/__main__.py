"""`python -m tests.faults`: every fault, twenty seeded runs each; exits non-zero when one shows a fault of ours."""

import sys

import click
import uvloop

from tests.faults.checker import Wrong
from tests.faults.faults import FAULTS
from tests.faults.lesson import play


@click.command()
@click.option("--fault", "names", multiple=True, type=click.Choice(sorted(FAULTS)), help="These alone.")
@click.option("--runs", default=20, type=click.IntRange(1), show_default=True, help="Of each fault.")
@click.option("--seed", default=1, show_default=True, help="Of the first run; the others count up.")
@click.option("--seconds", default=2.0, type=click.FloatRange(0.1, 120), show_default=True, help="A fault lasts.")
def main(names: tuple[str, ...], runs: int, seed: int, seconds: float) -> None:
    """Play them one after the other and say what each showed."""
    wrong = sum(_tried(name, number, seconds) for name in names or FAULTS for number in range(seed, seed + runs))
    sys.exit(f"{wrong} runs went wrong." if wrong else 0)


def _tried(fault: str, seed: int, seconds: float) -> bool:
    try:
        outcome = uvloop.run(play(fault, seed, fault_seconds=seconds, is_sticky=seed % 4 == 0))
    except (Wrong, TimeoutError) as problem:
        print(f"{fault} --seed={seed}: WRONG: {problem!r}", flush=True)
        return True
    print(
        f"{fault} --seed={seed}: {outcome.acknowledged} acknowledged, {outcome.events} events, one in "
        f"{outcome.converged_seconds:.1f} s, slowest back in {outcome.slowest_reconnection:.1f} s",
        flush=True,
    )
    return False


if __name__ == "__main__":
    main()
