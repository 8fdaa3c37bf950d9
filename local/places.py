"""Where things are on this machine: the checkout, the port, and the directory that keeps the data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ship.checkout import CHECKOUT, data_directory


@dataclass(frozen=True)
class Places:
    """One embedded cloud: two of them side by side need two ports and two directories."""

    data: Path
    port: int
    # How often what has changed is saved, in seconds.
    save_seconds: float = 1.0
    # Where functions are unpacked, if not in `scratch`: it stays, and clouds may share it.
    shared_code: Path | None = None

    @classmethod
    def from_environment(cls) -> Places:
        """What `PORT` and `LOCAL_DIR` say, relative to the checkout."""
        return cls(data=data_directory(), port=port_from_environment("PORT", "4566"))

    @property
    def endpoint_url(self) -> str:
        """Where the embedded cloud answers, all its services alike."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def emulator_python(self) -> Path:
        """The emulator pins its own botocore, so it has an environment of its own."""
        return CHECKOUT / ".venv-ministack" / "bin" / "python"

    @property
    def scratch(self) -> Path:
        """The temporary directory of the embedded cloud and of its functions."""
        return self.data / "tmp"

    @property
    def code(self) -> Path:
        """Where functions are unpacked, and what Python compiles of them is kept."""
        return self.shared_code or self.scratch / "code"

    @property
    def stack_file(self) -> Path:
        """What other programs read to find the running service."""
        return self.data / "stack.json"


def port_from_environment(variable: str, otherwise: str) -> int:
    """The port that this variable names. Ends the program where that is none."""
    text = os.environ.get(variable) or otherwise
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SystemExit(f"{variable} is {text!r}, which is not a port.")
    return int(text)
