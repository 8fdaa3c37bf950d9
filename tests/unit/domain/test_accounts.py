"""The usage and limits that a user is shown."""

from __future__ import annotations

from chalicelib.domain.accounts import Account, Accounts, Limits, Usage
from tests.support.factories import ANN, BOB
from tests.support.fakes import SharedState

MEBIBYTE = 1024 * 1024
LIMITS = Limits(1000, 500, 100, image_bytes=25 * MEBIBYTE, file_bytes=100 * MEBIBYTE)


def test_an_account_tells_usage_and_limits() -> None:
    shared = SharedState()
    shared.count(ANN, notes=2, files=1, size=10)
    shared.count(BOB, notes=7)
    described = Accounts(lambda owner, limits: (shared.usage(owner), limits), Limits(1000, 500, 100)).describe(
        ANN, "ann@example.com"
    )
    assert described == Account(ANN, "ann@example.com", Usage(2, 1, 10), LIMITS)


def test_someone_new_uses_nothing() -> None:
    assert Accounts(lambda owner, limits: (SharedState().usage(owner), limits), LIMITS).describe(
        ANN, ""
    ).usage == Usage(0, 0, 0)
