"""`make run`: the service on this machine, until Ctrl-C."""

from __future__ import annotations

import signal
import time
from types import FrameType

from ship.package import NotPackaged
from ship.page import NotBuilt
from ship.stacks import NotDeployed

from . import seed
from .cloud import NotStarted
from .places import Places
from .port import Taken
from .stack import AlreadyRunning, Stack, running

_STOPPERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    """Run the service; every failure that its user can do something about is a sentence, not a traceback."""
    _stop_on(_STOPPERS)
    try:
        _run(Places.from_environment())
    except KeyboardInterrupt:
        print("Stopped.")
    except (AlreadyRunning, NotBuilt, NotDeployed, NotPackaged, NotStarted, Taken) as problem:
        raise SystemExit(f"\n{problem}") from None


def _run(places: Places) -> None:
    started = time.monotonic()
    with running(places, _say) as stack:
        try:
            _say("Filling in the demo account")
            seed.seed(stack, places.data / "seeded")
            stack.write(places)
            print(_welcome(stack, places, time.monotonic() - started), flush=True)
            _wait_for_signal()
        finally:
            # Whoever asked to stop asks again while it stops; the data is being saved.
            _ignore(_STOPPERS)


def _wait_for_signal() -> None:
    while True:
        signal.pause()


def _stop_on(signals: tuple[signal.Signals, ...]) -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for one in signals:
        signal.signal(one, stop)


def _ignore(signals: tuple[signal.Signals, ...]) -> None:
    for one in signals:
        signal.signal(one, signal.SIG_IGN)


def _say(text: str) -> None:
    print(f"· {text} ...", flush=True)


def _welcome(stack: Stack, places: Places, seconds: float) -> str:
    return f"""
Skynotes is up, after {seconds:.0f} seconds.

  Open       {stack.web_url}
  Sign in    {stack.demo_user}
  Password   {stack.demo_password}
  API        {stack.api_url}   (a token for it: make token)
  Data       {places.data}

Ctrl-C stops it; what you write stays.
"""


if __name__ == "__main__":
    main()
