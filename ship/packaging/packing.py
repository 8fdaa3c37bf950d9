"""A run of `chalice package`, whose zip is checked, and packed again without what is not needed on Lambda."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import yaml

from . import archive, sources
from .elf import libraries
from .libraries import refuse_foreign
from .wheels import refuse_compiled, refuse_left_out


def pack(directory: Path, stage: str, architecture: str) -> None:
    """Write `sam.yaml` and `deployment.zip` to a directory. Raises `ValueError` with advice."""
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        checkout, made = Path(work, "checkout"), Path(work, "made")
        sources.copy_to(checkout, architecture)
        said = _chalice_package(stage, checkout, made)
        refuse_left_out(said)
        with zipfile.ZipFile(made / "deployment.zip") as packed:
            refuse_compiled(packed)
        archive.rewrite(made / "deployment.zip", directory / "deployment.zip")
        (directory / "sam.yaml").write_bytes((made / "sam.yaml").read_bytes())
    _check(directory)


def template(directory: Path) -> dict[str, Any]:
    """Read the packaged template from there, with libyaml, which takes a seventh of the time."""
    found: dict[str, Any] = yaml.load((directory / "sam.yaml").read_text(), yaml.CSafeLoader)
    return found


def _chalice_package(stage: str, checkout: Path, directory: Path) -> str:
    command = [str(Path(sys.executable).with_name("chalice")), "package", "--stage", stage]
    command += ["--merge-template", "infra/template.yaml", "--template-format", "yaml", str(directory)]
    # Chalice needs a region's name but sends no request; which AWS account is configured must make no difference.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment["AWS_DEFAULT_REGION"] = "us-east-1"
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(f"chalice package failed:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def _check(directory: Path) -> None:
    """Check the libraries against the runtime and the architecture of each function in the template."""
    with zipfile.ZipFile(directory / "deployment.zip") as packed:
        found = libraries({name: packed.read(name) for name in packed.namelist()})
    for resource in template(directory)["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            function = resource["Properties"]
            refuse_foreign(found, function["Runtime"], *function["Architectures"])
