"""The packaged service on the embedded cloud, started once for all the tests that need it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from local import service_models
from local.places import Places
from local.stack import Stack
from tests.build_artifacts import copied, make
from tests.running_service import free_places, trusted
from tests.trials import LONG

# The same examples each time, without a deadline, as machines may be busy; `make soak` looks for new ones.
hypothesis.settings.register_profile("skynotes", derandomize=not LONG, deadline=None)
hypothesis.settings.load_profile("skynotes")

service_models.share()

# Sweeps read all data, so they come before there is much. Then the slowest modules: if started last, they would keep
# the other processes waiting.
FIRST = (
    "test_sweep",
    "test_durability",
    "test_policies",
    "test_deploy",
    "test_replay",
    "test_reference",
    "test_conformance",
    "test_make",
    "test_editing",
    "test_chalice_deploy",
    "test_package",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules in FIRST; the others follow in their order."""
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_collection_finish() -> None:
    """Exclude loaded objects from garbage collection, which would take a fifth of the fast tests' time."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


@pytest.fixture(scope="session")
def made(pytestconfig: pytest.Config) -> Path:
    """Return a directory with the package and the page, which take long to build; all test processes share it."""
    return make(pytestconfig.cache.mkdir("made"))


@pytest.fixture(scope="session")
def places(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Return the port and the directory of this run's service."""
    return free_places(copied(made, tmp_path_factory.mktemp("cloud")))


@pytest.fixture(scope="session")
def stack(places: Places) -> Iterator[Stack]:
    """Run the service."""
    with trusted(places) as stack:
        yield stack
