"""The packaged service on the embedded cloud, shared by all of these tests, and its users."""

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
from tests.build_artifacts import packaged
from tests.running_service import PASSWORD


@pytest.fixture(scope="session")
def account(stack: Stack) -> Account:
    """Return the account as its owner, to inspect what the service stores."""
    return Account.embedded(stack.endpoint_url)


@pytest.fixture(scope="session")
def production(made: Path) -> Package:
    """Return the package that goes to AWS, before it is adapted to the embedded cloud."""
    return packaged(made, "prod", LAMBDAS)


@pytest.fixture(scope="session")
def newcomer(stack: Stack) -> Callable[[], Api]:
    """Return a function that creates a new user and signs them in."""
    numbers = itertools.count()

    def make() -> Api:
        email = f"person-{next(numbers)}@skynotes.example"
        join(stack, email, PASSWORD)
        return Api(stack.api_url, sign_in(stack, email, PASSWORD))

    return make


@pytest.fixture(scope="module")
def alice(newcomer: Callable[[], Api]) -> Api:
    """Return a user with data of her own."""
    return newcomer()


@pytest.fixture(scope="module")
def bob(newcomer: Callable[[], Api]) -> Api:
    """Return another user."""
    return newcomer()


@pytest.fixture(scope="session")
def nobody(stack: Stack) -> Api:
    """Return a client that has not signed in."""
    return Api(stack.api_url)
