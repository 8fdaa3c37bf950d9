"""The packaged service on the embedded cloud, once for all of these tests, and people to use it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from local.client import Api
from local.people import join, sign_in
from local.stack import Stack
from ship.account import Account
from ship.package import LAMBDAS, Package
from tests.made import packaged
from tests.running import PASSWORD

# Sweeps look at all that there is, so they come before there is much. Then what takes longest: begun last, it would
# leave the other processes waiting for it.
FIRST = (
    "test_sweep",
    "test_durability",
    "test_policies",
    "test_deploy",
    "test_replay",
    "test_conformance",
    "test_make",
    "test_chalice_deploy",
    "test_package",
    "test_recovery",
    "test_backup_example",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with these modules; the others follow in their order."""
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


@pytest.fixture(scope="session")
def account(stack: Stack) -> Account:
    """The account as its owner, for looking behind the service."""
    return Account.embedded(stack.endpoint_url)


@pytest.fixture(scope="session")
def production(made: Path) -> Package:
    """The package that goes to AWS, before any bridge."""
    return packaged(made, "prod", LAMBDAS)


@pytest.fixture(scope="session")
def newcomer(stack: Stack) -> Callable[[], Api]:
    """Makes someone who has not been here before, and signs them in."""
    numbers = itertools.count()

    def make() -> Api:
        email = f"person-{next(numbers)}@skynotes.example"
        join(stack, email, PASSWORD)
        return Api(stack.api_url, sign_in(stack, email, PASSWORD))

    return make


@pytest.fixture(scope="module")
def alice(newcomer: Callable[[], Api]) -> Api:
    """Someone with things of her own."""
    return newcomer()


@pytest.fixture(scope="module")
def bob(newcomer: Callable[[], Api]) -> Api:
    """Someone else."""
    return newcomer()


@pytest.fixture(scope="session")
def nobody(stack: Stack) -> Api:
    """Someone who has not signed in."""
    return Api(stack.api_url)
