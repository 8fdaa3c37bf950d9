"""The packaged service on the embedded cloud, once for all the tests that ask for it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from local import service_models
from local.places import Places
from local.stack import Stack
from tests.made import copied, make
from tests.running import free_places, trusted
from tests.trials import LONG

# The same examples each time, however long one takes on a busy machine; `make soak` looks for new ones.
hypothesis.settings.register_profile("skynotes", derandomize=not LONG, deadline=None)
hypothesis.settings.load_profile("skynotes")

service_models.share()

# Sweeps look at all that there is, so they come before there is much. Then what takes longest: begun last, it would
# leave the other processes waiting for it.
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
    """Begin with these modules; the others follow in their order."""
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_collection_finish() -> None:
    """Leave alone what has been loaded: looking for garbage among all of it takes a fifth of the fast tests' time."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


@pytest.fixture(scope="session")
def made(pytestconfig: pytest.Config) -> Path:
    """A directory with the package and the page, which take long to make; other test processes use it as well."""
    return make(pytestconfig.cache.mkdir("made"))


@pytest.fixture(scope="session")
def places(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Where this run's service is."""
    return free_places(copied(made, tmp_path_factory.mktemp("cloud")))


@pytest.fixture(scope="session")
def stack(places: Places) -> Iterator[Stack]:
    """The service."""
    with trusted(places) as stack:
        yield stack
