"""`make run`: the service on this machine, until Ctrl-C.

The signal handlers come first: importing the rest takes a moment, in which the user may already press Ctrl-C.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

from ship import command_line

_STOPPERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    """Run the service; the first stop signal ends it in order, and further ones are ignored while the data is saved."""
    command_line.no_arguments("local.run", __doc__)
    for one in _STOPPERS:
        signal.signal(one, _stop)
    try:
        from .terminal import serve

        serve()
    except KeyboardInterrupt:
        print("Stopped.")


def _stop(number: int, frame: FrameType | None) -> None:
    for one in _STOPPERS:
        signal.signal(one, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
    sys.stdout.flush()
