"""The wheels that compiled code may come from; each refusal is shown."""

from __future__ import annotations

import io
import zipfile

import pytest
from chalice.constants import MISSING_DEPENDENCIES_TEMPLATE

from ship.packaging.wheels import refuse_compiled, refuse_left_out

MODULE = "PIL/_imaging.cpython-311-x86_64-linux-gnu.so"


def wheel(*tags: str, listed: str = MODULE) -> zipfile.ZipFile:
    """Create a package with one module of one wheel."""
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    archive.writestr(MODULE, b"\x7fELF")
    archive.writestr("pillow-13.0.0.dist-info/WHEEL", "".join(f"Tag: cp311-cp311-{tag}\n" for tag in tags))
    archive.writestr("pillow-13.0.0.dist-info/RECORD", f"{listed},sha256=abc,4\n")
    return archive


@pytest.mark.parametrize("tag", ["manylinux2014_x86_64", "manylinux_2_28_x86_64", "manylinux_2_17_aarch64", "any"])
def test_a_wheel_that_runs_on_many_machines_passes(tag: str) -> None:
    refuse_compiled(wheel(tag))


@pytest.mark.parametrize(
    "tags", [["linux_x86_64"], ["manylinux2014_x86_64", "linux_x86_64"], ["musllinux_1_2_x86_64"], []]
)
def test_one_that_was_compiled_here_is_refused(tags: list[str]) -> None:
    with pytest.raises(ValueError, match=r"^pillow-13\.0\.0 was compiled on this machine .* Pin a version"):
        refuse_compiled(wheel(*tags))


def test_a_module_that_no_wheel_lists_is_refused() -> None:
    with pytest.raises(ValueError, match=rf"belong to no wheel: {MODULE}"):
        refuse_compiled(wheel("manylinux2014_x86_64", listed="PIL/_webp.so"))


def test_what_chalice_left_out_is_refused_by_its_name() -> None:
    said = "Creating deployment package.\n" + MISSING_DEPENDENCIES_TEMPLATE % "pillow==13.0.0\nnumpy==3.0.0"
    with pytest.raises(ValueError, match=r"no wheel of pillow==13\.0\.0, numpy==3\.0\.0 for Lambda"):
        refuse_left_out(said)


def test_chalice_says_nothing_of_the_kind_when_all_is_there() -> None:
    refuse_left_out("Creating deployment package.\n")
