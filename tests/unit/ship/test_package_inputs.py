"""The inputs of a package, the cases in which it is made again, and the Python versions that may be deployed to AWS."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ship.checkout import CHECKOUT
from ship.package import NotPackaged, refuse_old_python
from ship.packaging import sources


def test_another_stage_or_architecture_is_another_package() -> None:
    digests = {sources.digest(stage, machine) for stage in ("local", "prod") for machine in ("x86_64", "arm64")}
    assert len(digests) == 4


@pytest.mark.parametrize("architecture", ["x86_64", "arm64"])
def test_chalice_gets_the_architecture_and_everything_else_as_it_stands(tmp_path: Path, architecture: str) -> None:
    sources.copy_to(tmp_path, architecture)
    config = ".chalice/config.json"
    stands = json.loads((CHECKOUT / config).read_text())
    assert json.loads((tmp_path / config).read_text()) == stands | {"lambda_architecture": architecture}
    copied = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert copied >= {"app.py", "requirements.txt", "infra/template.yaml", "chalicelib/repositories/dynamodb/keys.py"}
    assert all((tmp_path / path).read_bytes() == (CHECKOUT / path).read_bytes() for path in copied - {config})


def test_a_python_whose_runtime_is_at_its_end_is_refused_with_the_reason() -> None:
    with pytest.raises(NotPackaged, match=r"Python 3\.11 uses Amazon Linux 2, .* make PYTHON=python3\.12 deploy"):
        refuse_old_python((3, 11))


@pytest.mark.parametrize("version", [(3, 12), (3, 13), (3, 14)])
def test_a_later_one_is_not(version: tuple[int, int]) -> None:
    refuse_old_python(version)
