"""The embedded cloud's process: ministack, which ends when whoever started it does.

It runs in ministack's own environment. ministack saves its state only when it is asked to stop. Whoever starts it
holds the other end of its standard input; when that closes, by intention or by a crash, it is time to stop.
"""

from __future__ import annotations

import os
import runpy
import signal
import threading


def _stop_with_the_starter() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_stop_with_the_starter, daemon=True).start()
    runpy.run_module("ministack", run_name="__main__")
