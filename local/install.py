"""Installation with a progress line every few seconds: `python -m local.install WHAT COMMAND...`.

It needs only Python, because nothing is installed yet.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from ship import command_line

SECONDS_BETWEEN = 5.0
_WIDTH = 100


def main() -> None:
    """Run the command and exit with its status; its output is shown if it failed."""
    parser = command_line.parser("local.install", __doc__)
    parser.add_argument("what", help="a description of what is installed")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="the program that installs it, with its arguments")
    arguments = parser.parse_args()
    try:
        sys.exit(install(arguments.what, arguments.command, lambda text: print(text, flush=True)))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


def install(what: str, command: list[str], say: Callable[[str], None], seconds: float = SECONDS_BETWEEN) -> int:
    """Run the command; `say` gets a line at the beginning, and the last line of output every `seconds`."""
    say(f"· Installing {what} ...")
    lines: list[str] = []
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
        reader.start()
        while _runs_after(process, seconds):
            say(f"    {time.monotonic() - began:3.0f} s  {lines[-1].strip()[:_WIDTH] if lines else '...'}")
        reader.join()
    if process.returncode:
        say("".join(lines))
    return process.returncode


def _read(process: subprocess.Popen[str], lines: list[str]) -> None:
    for line in process.stdout or ():
        lines.append(line)


def _runs_after(process: subprocess.Popen[str], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


if __name__ == "__main__":
    main()
