"""The service's terminal output: its progress, its addresses, and advice after a failure."""

from __future__ import annotations

import os
import time

from ship.cloudformation.stacks import NotDeployed
from ship.package import NotPackaged
from ship.page import NotBuilt

from . import seed
from .cloud import Cloud, NotStarted
from .data_directory import Unusable
from .places import Places
from .port import Taken
from .stack import Stack, serving


def serve() -> None:
    """Serve until interrupted; a failure that the user can do something about is a sentence, not a traceback."""
    try:
        _serve(Places.from_environment(), _started())
    except (NotBuilt, NotDeployed, NotPackaged, NotStarted, Taken, Unusable) as problem:
        raise SystemExit(f"\n{problem}") from None
    except OSError as problem:
        raise SystemExit(f"\nThe operating system reported an error: {problem}.") from None


def _serve(places: Places, started: float) -> None:
    with serving(places, _say) as (stack, cloud):
        _seed(places, stack, cloud)
        stack.write(places)
        print(_welcome(stack, places, time.time() - started), flush=True)
        cloud.ended.wait()
        raise NotStarted("Start it again: make run")


def _seed(places: Places, stack: Stack, cloud: Cloud) -> None:
    done = places.data / "seeded"
    if not done.exists():
        _say("Adding example notes and photos to the demo account")
        seed.seed(stack)
        # Recorded only once the data is saved: after a crash, seeding may have to continue.
        cloud.save()
        done.touch()


def _started() -> float:
    """Return the time when `make run` began, which may have had to install everything first."""
    given = os.environ.get("STARTED", "")
    return float(given) if given.isdecimal() else time.time()


def _say(text: str) -> None:
    print(f"· {text} ...", flush=True)


def _welcome(stack: Stack, places: Places, seconds: float) -> str:
    return f"""
Skynotes is running. It started in {seconds:.0f} seconds.

  Open       {stack.web_url}
  Sign in    {stack.demo_user}
  Password   {stack.demo_password}
  API        {stack.api_url}   (get a token: make token)
  Data       {places.data}

Press Ctrl-C to stop it. Your data is kept.
"""
