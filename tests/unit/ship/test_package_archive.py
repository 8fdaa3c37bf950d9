"""The content of the package: only what runs, and always the same."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import PIL

from ship.packaging.archive import rewrite, used
from ship.packaging.sizes import report
from tests.support.imports import ROOT, imports, parsed
from tests.support.shared_objects import LONELY, REAL

KEPT = {
    "app.py": b"import chalicelib",
    "chalicelib/tests.py": b"'not a test'",
    "certifi/cacert.pem": b"a certificate",
    "PIL/Image.py": b"from . import _imaging",
    "PIL/_imaging.cpython-312-x86_64-linux-gnu.so": REAL,
    "pillow-13.0.0.dist-info/METADATA": b"Name: pillow",
    "pillow-13.0.0.dist-info/WHEEL": b"Tag: cp312-cp312-manylinux_2_28_x86_64",
    "pillow-13.0.0.dist-info/licenses/LICENSE": b"Permission is hereby granted",
}
LEFT_OUT = {
    "PIL/_imaging.pyi": b"class ImagingCore: ...",
    "PIL/py.typed": b"",
    "PIL/__pycache__/Image.cpython-312.pyc": b"bytecode",
    "PIL/_imagingft.cpython-312-x86_64-linux-gnu.so": LONELY,
    "pillow.libs/libq.so.6": REAL,
    "pillow-13.0.0.dist-info/top_level.txt": b"PIL",
    "pillow-13.0.0.dist-info/zip-safe": b"\n",
    "pillow-13.0.0.dist-info/sboms/auditwheel.cdx.json": b"{}",
}
# Pillow loads the last two with any of the others.
FORMATS = {f"PIL.{name}ImagePlugin" for name in ("Jpeg", "Png", "Gif", "WebP", "Avif", "Bmp", "Ppm")}
RECORD = "pillow-13.0.0.dist-info/RECORD"


def test_what_does_not_run_is_left_out() -> None:
    assert used(KEPT | LEFT_OUT) == KEPT


def test_a_library_stays_as_long_as_something_needs_it() -> None:
    needed = {"PIL/_webp.cpython-312-x86_64-linux-gnu.so": LONELY, "pillow.libs/libq.so.6": REAL}
    assert used(KEPT | needed) == KEPT | needed


def test_what_our_formats_reach_of_pillow_stays() -> None:
    extensions = {
        name for name in _reached({"chalicelib.images.previews"} | FORMATS) if name.startswith("PIL._imaging")
    }
    assert extensions == {"PIL._imaging", "PIL._imagingcms", "PIL._imagingmath"}
    files = {f"{name.replace('.', '/')}.cpython-312-x86_64-linux-gnu.so": REAL for name in extensions}
    assert used(files) == files


def test_a_wheels_list_names_what_is_left_of_it() -> None:
    lines = {name: f"{name},sha256=abc,1\n" for name in ("PIL/Image.py", "PIL/py.typed")}
    listed = "".join([*lines.values(), f"{RECORD},,\n"]).encode()
    assert used({**KEPT, RECORD: listed})[RECORD].decode() == lines["PIL/Image.py"] + f"{RECORD},,\n"


def test_the_order_the_times_and_the_rights_of_what_comes_in_leave_no_trace(tmp_path: Path) -> None:
    for number in range(3):
        _pack(tmp_path / f"{number}.zip", seed=number)
        rewrite(tmp_path / f"{number}.zip", tmp_path / f"{number}-again.zip")
    assert len({(tmp_path / f"{number}.zip").read_bytes() for number in range(3)}) == 3
    assert len({(tmp_path / f"{number}-again.zip").read_bytes() for number in range(3)}) == 1


def test_everybody_may_read_what_is_packed_and_nobody_may_change_it(tmp_path: Path) -> None:
    _pack(tmp_path / "made.zip", seed=1)
    rewrite(tmp_path / "made.zip", tmp_path / "again.zip")
    with zipfile.ZipFile(tmp_path / "again.zip") as packed:
        assert {name: packed.read(name) for name in KEPT} == KEPT
        assert {oct(entry.external_attr >> 16) for entry in packed.infolist()} == {"0o100644"}


def test_its_size_is_listed_by_top_level_entry(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "deployment.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("app.py", random.Random(1).randbytes(1_000_000))
        packed.writestr("PIL/Image.py", bytes(3_000_000))
        packed.writestr("PIL/_imaging.so", random.Random(2).randbytes(2_000_000))
    assert report(tmp_path / "deployment.zip").splitlines() == [
        "  3.00 MB zipped   6.00 MB unzipped  deployment.zip",
        "  2.00 MB zipped   5.00 MB unzipped  PIL",
        "  1.00 MB zipped   1.00 MB unzipped  app.py",
    ]


def _reached(modules: set[str]) -> set[str]:
    """Return these modules and all of Pillow that their sources import, at load time or later."""
    reached = set[str]()
    while more := modules - reached:
        reached |= more
        modules = {name for module in more for name in _imports(module) if name.startswith("PIL.")}
    return reached


def _imports(module: str) -> set[str]:
    places = {"PIL": Path(PIL.__file__).parent, "chalicelib": ROOT / "chalicelib"}
    package, name = module.split(".", 1)
    path = places[package] / f"{name}.py"
    return imports(parsed(module, path.read_text())) if path.exists() else set()


def _pack(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with zipfile.ZipFile(path, "w", chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as packed:
        for name in chance.sample(list(KEPT), len(KEPT)):
            entry = zipfile.ZipInfo(name, (2026, chance.randint(1, 12), 1, 0, 0, 0))
            entry.external_attr = chance.choice([0o600, 0o755]) << 16
            packed.writestr(entry, KEPT[name])
