"""Real packaging runs with unusable wheels: each ends with an error message and without a package."""

from __future__ import annotations

import platform
import sys
import zipfile
from pathlib import Path

import pytest

from ship.package import THIS_MACHINES
from tests.support.checkouts import copied, packaging
from tests.support.shared_objects import FROM_THE_FUTURE, LONELY, REAL

PYTHON = f"cp{sys.version_info.major}{sys.version_info.minor}"
PORTABLE, COMPILED_HERE = f"manylinux2014_{platform.machine()}", f"linux_{platform.machine()}"
(OTHER,) = {"x86_64", "arm64"} - {THIS_MACHINES}


@pytest.mark.parametrize(
    ("architecture", "tag", "module", "reason"),
    [
        (THIS_MACHINES, COMPILED_HERE, REAL, "skewed-1.0 was compiled on this machine"),
        (OTHER, COMPILED_HERE, REAL, "There is no wheel of skewed==1.0 for Lambda"),
        (THIS_MACHINES, PORTABLE, FROM_THE_FUTURE, "skewed/_core.so needs GLIBC_9."),
        (THIS_MACHINES, PORTABLE, LONELY, "skewed/_core.so needs libq.so.6, which is neither in the package"),
    ],
)
def test_a_wheel_that_would_not_run_on_lambda_ends_packaging(
    tmp_path: Path, architecture: str, tag: str, module: bytes, reason: str
) -> None:
    checkout = copied(tmp_path / "checkout")
    (checkout / "requirements.txt").write_text("skewed==1.0\n")
    _wheel(tmp_path, f"{PYTHON}-{PYTHON}-{tag}", module)
    done = packaging(checkout, "prod", architecture, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(reason)
    assert "Pin a version in requirements.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(checkout.glob("made/package/*/inputs.sha256")) == []


def _wheel(directory: Path, tag: str, module: bytes) -> None:
    files = {
        "skewed/_core.so": module,
        "skewed-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: skewed\nVersion: 1.0\n",
        "skewed-1.0.dist-info/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}\n".encode(),
        "skewed-1.0.dist-info/RECORD": b"skewed/_core.so,,\n",
    }
    with zipfile.ZipFile(directory / f"skewed-1.0-{tag}.whl", "w") as wheel:
        for name, data in files.items():
            wheel.writestr(name, data)
