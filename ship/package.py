"""The Lambda deployment package, rebuilt only when one of its inputs has changed."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import command_line
from .checkout import data_directory
from .operator_errors import Problem, sentences
from .packaging import packing, sizes, sources

# The architecture of the embedded cloud.
THIS_MACHINES = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
# The cheaper of Lambda's two architectures.
LAMBDAS = "arm64"


class NotPackaged(Problem):
    """A failure of `chalice package`, or a package that would not run on Lambda."""


@dataclass(frozen=True)
class Resources:
    """A CloudFormation template to deploy."""

    template: dict[str, Any]


@dataclass(frozen=True)
class Package(Resources):
    """A CloudFormation template to deploy, and the zip that its functions run."""

    archive: Path


def package(data: Path, stage: str, architecture: str = THIS_MACHINES) -> Package:
    """Build or reuse a stage's package for `x86_64` or `arm64`, below `data`. Raises `NotPackaged` with advice."""
    directory = _directory(data, stage, architecture)
    digest = sources.digest(stage, architecture)
    stamp = directory / "inputs.sha256"
    if not stamp.exists() or stamp.read_text() != digest:
        stamp.unlink(missing_ok=True)
        _pack(directory, stage, architecture)
        stamp.write_text(digest)
    return Package(packing.template(directory), directory / "deployment.zip")


def refuse_old_python(version: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Raise `NotPackaged`, with the reason, if Lambda's runtime of this Python is at the end of its support."""
    if version < (3, 12):
        raise NotPackaged(
            f"The functions run on the Python version that packages them. Lambda's runtime for Python "
            f"{'.'.join(map(str, version))} uses Amazon Linux 2, which is at the end of its support; later ones use "
            "Amazon Linux 2023. Deploy with a later Python: make PYTHON=python3.12 deploy. Locally, either works."
        )


def main() -> None:
    """Package the stage and architecture named on the command line; print the template's path last."""
    parser = command_line.parser("ship.package", __doc__)
    command_line.add_stage(parser)
    parser.add_argument("architecture", nargs="?", help=f"{LAMBDAS} or x86_64; by default, the cheaper one")
    arguments = parser.parse_args()
    stage = arguments.stage
    architecture = arguments.architecture or (THIS_MACHINES if stage == "local" else LAMBDAS)
    data = data_directory()
    with sentences():
        packaged = package(data, stage, architecture)
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
