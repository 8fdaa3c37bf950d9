"""`make dev`: `chalice local --stage local` on `DEV_PORT`, with the data of a running `make run`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ship import command_line
from ship.checkout import CHECKOUT

from .places import Places, port_from_environment
from .port import Taken, refuse_taken
from .stack import Stack


def main() -> None:
    """Become Chalice's command, which serves until Ctrl-C."""
    command_line.no_arguments("local.dev", __doc__)
    port = port_from_environment("DEV_PORT", "8000")
    try:
        refuse_taken(port, "DEV_PORT=8100 make dev")
    except Taken as taken:
        raise SystemExit(str(taken)) from None
    Stack.read(Places.from_environment())
    # With it, the app would not look for the running service.
    os.environ.pop("TABLE", None)
    chalice = str(Path(sys.executable).with_name("chalice"))
    command = [chalice, "--project-dir", str(CHECKOUT), "local", "--stage", "local", "--port", str(port)]
    os.execv(chalice, command)  # noqa: S606 - a fixed program without a shell


if __name__ == "__main__":
    main()
