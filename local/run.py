"""`make run`: the service on this machine, until Ctrl-C.

The signals come first: importing the rest takes a moment, in which somebody may change their mind.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

_STOPPERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    """Run the service; a request to stop ends it in order, and further ones are waited out: the data is being saved."""
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
