"""The libraries that a shared object needs, and the runtimes that have them; each refusal is shown."""

from __future__ import annotations

import re

import pytest

from ship.package import THIS_MACHINES
from ship.packaging.elf import libraries, unreached
from ship.packaging.libraries import refuse_foreign
from tests.support.shared_objects import FROM_THE_FUTURE, LONELY, REAL, library


def test_a_real_one_says_what_it_needs() -> None:
    (real,) = libraries({"msgspec/_core.so": REAL, "msgspec/__init__.py": b"ELF"})
    assert real.name == "msgspec/_core.so"
    assert real.machine == {"x86_64": "EM_X86_64", "arm64": "EM_AARCH64"}[THIS_MACHINES]
    assert {"libc.so.6", "libm.so.6"} <= real.needed
    assert real.glibc
    assert all(re.fullmatch(r"GLIBC_2\.[\d.]+", version) for version in real.glibc)


def test_a_real_one_is_what_lambda_loads() -> None:
    refuse_foreign(libraries({"msgspec/_core.so": REAL}), "python3.11", THIS_MACHINES)


def test_a_real_one_that_needs_a_later_glibc_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^msgspec/_core\.so needs GLIBC_9\..*, but Lambda's python3\.12 has glibc 2\.34\."
    ):
        refuse_foreign(libraries({"msgspec/_core.so": FROM_THE_FUTURE}), "python3.12", THIS_MACHINES)


def test_a_real_one_that_needs_what_is_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^msgspec/_core\.so needs libq\.so\.6, which is neither in the package nor"):
        refuse_foreign(libraries({"msgspec/_core.so": LONELY}), "python3.12", THIS_MACHINES)


def test_a_real_one_for_another_machine_is_refused() -> None:
    (other,) = {"x86_64", "arm64"} - {THIS_MACHINES}
    told = rf"^msgspec/_core\.so is compiled for EM_\w+, but the functions run on {other}\."
    with pytest.raises(ValueError, match=told):
        refuse_foreign(libraries({"msgspec/_core.so": REAL}), "python3.12", other)


@pytest.mark.parametrize(
    ("version", "runtime"),
    [
        ("GLIBC_2.26", "python3.11"),
        ("GLIBC_2.2.5", "python3.11"),
        ("GLIBC_2.27", "python3.12"),
        ("GLIBC_2.34", "python3.12"),
        ("GLIBC_2.34", "python3.14"),
    ],
)
def test_a_runtime_has_its_glibc_and_all_before_it(version: str, runtime: str) -> None:
    refuse_foreign([library(glibc=f"GLIBC_2.4 {version}")], runtime, "x86_64")


@pytest.mark.parametrize(
    ("version", "runtime"),
    [
        ("GLIBC_2.27", "python3.11"),
        ("GLIBC_2.35", "python3.12"),
        ("GLIBC_3.0", "python3.12"),
        ("GLIBC_2.34.1", "python3.12"),
        ("GLIBC_ABI_DT_RELR", "python3.12"),
        ("GLIBC_PRIVATE", "python3.12"),
    ],
)
def test_a_runtime_has_none_after_it(version: str, runtime: str) -> None:
    with pytest.raises(
        ValueError, match=rf"needs {version}, but Lambda's {runtime} has .* manylinux_2_\d+ or older\.$"
    ):
        refuse_foreign([library(glibc=f"GLIBC_2.4 {version}")], runtime, "x86_64")


def test_what_is_needed_may_lie_elsewhere_in_the_package() -> None:
    needing = library(needed="libc.so.6 libjpeg-1a2b.so.62")
    refuse_foreign([needing, library("pillow.libs/libjpeg-1a2b.so.62")], "python3.12", "x86_64")
    with pytest.raises(ValueError, match=r"needs libjpeg-1a2b\.so\.62, which is neither"):
        refuse_foreign([needing], "python3.12", "x86_64")


def test_the_last_of_many_is_checked_too() -> None:
    with pytest.raises(ValueError, match="EM_AARCH64, but the functions run on x86_64"):
        refuse_foreign(
            [library("a.so"), library("b.so"), library("c.so", machine="EM_AARCH64")], "python3.12", "x86_64"
        )


def test_a_library_of_a_wheel_that_nothing_reaches_is_found_however_long_the_way() -> None:
    found = [
        library("PIL/_imaging.so", needed="libtiff.so"),
        library("pillow.libs/libtiff.so", needed="libzstd.so"),
        library("pillow.libs/libzstd.so"),
        library("pillow.libs/libfreetype.so", needed="libpng.so"),
        library("pillow.libs/libpng.so", needed="libfreetype.so"),
    ]
    assert unreached(found) == {"pillow.libs/libfreetype.so", "pillow.libs/libpng.so"}
