"""Locations on this machine: the port, the data directory, and the paths below it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ship.checkout import CHECKOUT, data_directory


@dataclass(frozen=True)
class Places:
    """The locations of one embedded cloud: two of them side by side need two ports and two directories."""

    data: Path
    port: int
    # The interval at which changes are saved, in seconds.
    save_seconds: float = 1.0
    # The directory for unpacked functions, if not in `scratch`: it is kept, and clouds may share it.
    shared_code: Path | None = None

    @classmethod
    def from_environment(cls) -> Places:
        """Return the places that `PORT` and `LOCAL_DIR` name; the latter is relative to the checkout."""
        return cls(data=data_directory(), port=port_from_environment("PORT", "4566"))

    @property
    def endpoint_url(self) -> str:
        """The address of the embedded cloud, the same for all its services."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def emulator_python(self) -> Path:
        """The emulator's Python, in a virtual environment of its own because the emulator pins its own botocore."""
        return CHECKOUT / ".venv-ministack" / "bin" / "python"

    @property
    def scratch(self) -> Path:
        """The temporary directory of the embedded cloud and of its functions."""
        return self.data / "tmp"

    @property
    def code(self) -> Path:
        """The directory of unpacked functions and their bytecode."""
        return self.shared_code or self.scratch / "code"

    @property
    def stack_file(self) -> Path:
        """The file that other programs read to find the running service."""
        return self.data / "stack.json"


def port_from_environment(variable: str, otherwise: str) -> int:
    """Return the port in this variable. Raises `SystemExit` if it is not a port."""
    text = os.environ.get(variable) or otherwise
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SystemExit(f"{variable} is {text!r}, which is not a port number.")
    return int(text)
