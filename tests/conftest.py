"""The packaged service on the embedded cloud, once for all the tests that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from local.places import Places
from local.stack import Stack
from tests import service_models
from tests.made import copied, make
from tests.running import free_places, trusted
from tests.trials import LONG

# The same examples each time, however long one takes on a busy machine; `make soak` looks for new ones.
hypothesis.settings.register_profile("skynotes", derandomize=not LONG, deadline=None)
hypothesis.settings.load_profile("skynotes")

service_models.share()


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
