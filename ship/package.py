"""The package that goes to Lambda, made anew when something changed since the last time."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .checkout import data_directory
from .packaging import packing, sizes, sources

# What the embedded cloud runs on.
THIS_MACHINES = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
# The cheaper one of the two that Lambda has.
LAMBDAS = "arm64"


class NotPackaged(Exception):
    """`chalice package` failed, or packed what would not run on Lambda."""


@dataclass(frozen=True)
class Resources:
    """What goes to CloudFormation: a template."""

    template: dict[str, Any]


@dataclass(frozen=True)
class Package(Resources):
    """And the zip that its functions run."""

    archive: Path


def package(data: Path, stage: str, architecture: str = THIS_MACHINES) -> Package:
    """The package for a Chalice stage and `x86_64` or `arm64`, below `data`. Raises NotPackaged, saying what to do."""
    directory = _directory(data, stage, architecture)
    digest = sources.digest(stage, architecture)
    stamp = directory / "inputs.sha256"
    if not stamp.exists() or stamp.read_text() != digest:
        stamp.unlink(missing_ok=True)
        _pack(directory, stage, architecture)
        stamp.write_text(digest)
    return Package(packing.template(directory), directory / "deployment.zip")


def refuse_old_python(version: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Raise NotPackaged, saying why, where the Python that packages is one whose runtime on Lambda is at its end."""
    if version < (3, 12):
        raise NotPackaged(
            f"Functions run on the Python that packages them, and Lambda's runtime of {'.'.join(map(str, version))} is "
            "Amazon Linux 2, at the end of its support; from 3.12 on it is Amazon Linux 2023. Change to a later one: "
            "make PYTHON=python3.12 deploy. Everything on this machine works with either."
        )


def main() -> None:
    """Package the stage, and the architecture, that the command line names; print where the template is, last."""
    stage, *rest = sys.argv[1:]
    architecture = rest[0] if rest else THIS_MACHINES if stage == "local" else LAMBDAS
    data = data_directory()
    try:
        packaged = package(data, stage, architecture)
    except NotPackaged as problem:
        raise SystemExit(str(problem)) from None
    print(sizes.report(packaged.archive), file=sys.stderr)
    print(_directory(data, stage, architecture) / "sam.yaml")


def _directory(data: Path, stage: str, architecture: str) -> Path:
    return data / "package" / f"{stage}-{architecture}"


def _pack(directory: Path, stage: str, architecture: str) -> None:
    try:
        packing.pack(directory, stage, architecture)
    except ValueError as wrong:
        raise NotPackaged(str(wrong)) from None


if __name__ == "__main__":
    main()
