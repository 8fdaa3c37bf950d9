"""The lock files, compared with the requirement files they are made from: where they differ, run `make lock`."""

from __future__ import annotations

import re

import pytest

from tests.support.imports import ROOT

LOCKS = {
    "requirements-dev.lock": ("requirements.txt", "requirements-dev.txt"),
    "requirements-ministack.lock": ("requirements-ministack.txt",),
    "requirements-audit.lock": ("requirements-audit.txt",),
}
_PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)$")
_HASHES = r"(?:.*\\\n)(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
_LOCKED = re.compile(rf"^([\w.-]+)==(\S+){_HASHES}((?: +#.*\n)*)", re.MULTILINE)


def lines(name: str) -> list[str]:
    """Return the lines of a requirement file, without comments and empty lines."""
    return [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith("#")]


def asked_for(name: str) -> set[tuple[str, str]]:
    """Return the names, as an index spells them, and versions that a requirement file pins."""
    pins = filter(None, map(_PIN.match, lines(name)))
    return {(re.sub(r"[-_.]+", "-", pin[1]).lower(), pin[2]) for pin in pins}


def locked_for(lock: str, name: str) -> set[tuple[str, str]]:
    """Return the names and versions that the lock says a requirement file asked for."""
    found = _LOCKED.findall((ROOT / lock).read_text())
    return {(package, version) for package, version, why in found if re.search(rf"-r {re.escape(name)}$", why, re.M)}


@pytest.mark.parametrize(("lock", "name"), [(lock, name) for lock, names in LOCKS.items() for name in names])
def test_a_lock_has_what_is_asked_for_and_nothing_that_no_longer_is(lock: str, name: str) -> None:
    assert locked_for(lock, name) == asked_for(name)


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_in_a_lock_has_its_version_and_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert _LOCKED.sub("", text).splitlines() == text.splitlines()[:2]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_nothing_of_where_packages_come_from(lock: str) -> None:
    assert not re.search(r"://|index-url|find-links", (ROOT / lock).read_text())


@pytest.mark.parametrize("name", [name for names in LOCKS.values() for name in names])
def test_a_requirement_file_pins_whatever_it_names(name: str) -> None:
    assert [line for line in lines(name) if not _PIN.match(line) and not line.startswith("-r ")] == []


def test_make_installs_from_nothing_but_locks() -> None:
    recipes = (ROOT / "Makefile").read_text()
    assert set(re.findall(r"\$\(PIP\) --requirement (\S+)", recipes)) == set(LOCKS)
    assert set(re.findall(r"pip install .*", recipes)) == set(
        re.findall(r"pip install .* --require-hashes .*", recipes)
    )
