"""`python -m atrium.demo.saturday`: a simulated Saturday on a running house. SIGTERM ends it at once."""

import argparse
import asyncio
import signal
from contextlib import suppress
from pathlib import Path

from atrium.demo.saturday.day import Plan, run
from atrium.kit.processes import end_with_parent


def main() -> None:
    """Reads the arguments, and runs the day."""
    end_with_parent()
    said = _arguments().parse_args()
    plan = Plan(
        base=said.base.rstrip("/"),
        keys=Plan.read_keys(said.keys),
        orders_per_s=said.orders_per_s,
        minutes=said.minutes,
        haste=said.haste,
        seed=said.seed,
    )
    asyncio.run(_until_told(plan))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m atrium.demo.saturday", description=__doc__)
    parser.add_argument("--base", required=True, help="where the house is, as http://127.0.0.1:8480")
    parser.add_argument("--keys", required=True, type=Path, help="the file that `atrium up --demo` writes")
    parser.add_argument("--orders-per-s", type=_positive, default=2.0, help="orders a second, on average")
    parser.add_argument("--minutes", type=_positive, default=60.0, help="how long shoppers come")
    parser.add_argument("--haste", type=_positive, default=1.0, help="divides every human delay")
    parser.add_argument("--seed", type=int, default=20261121, help="fixes what is drawn by chance")
    return parser


def _positive(text: str) -> float:
    number = float(text)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not above zero")
    return number


async def _until_told(plan: Plan) -> None:
    day = asyncio.create_task(run(plan))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, day.cancel)
    with suppress(asyncio.CancelledError):
        await day


if __name__ == "__main__":
    main()
