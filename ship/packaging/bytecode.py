"""Bytecode for the modules in the zip, so that no cold start compiles them: Lambda's directory is read-only.

The Python that packages is that of the functions' runtime, because Chalice derives one from the other. The bytecode has
the hash of its source, which is never checked, instead of a date, so that it is the same on every machine. A process of
its own compiles: what this one has in memory would change how bytecode is written.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

# Where Lambda unpacks the zip: tracebacks show these names.
TASK = "/var/task"


def compiled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the bytecode of the modules among the files, by its names in the zip. Raises `ValueError`."""
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        for name, source in files.items():
            if name.endswith(".py"):
                _write(root / name, source)
        _compile(root)
        return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.pyc"))}


def _write(path: Path, source: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source)


def _compile(root: Path) -> None:
    command = [sys.executable, "-P", "-s", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    command += ["-s", str(root), "-p", TASK, str(root)]
    # The order of sets is written, too.
    done = subprocess.run(command, env={"PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(f"A module cannot be compiled:\n{done.stdout}{done.stderr}")
