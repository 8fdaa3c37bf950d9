"""The codes that the tests compute as an authenticator app does."""

from __future__ import annotations

import base64

import pytest

from tests.support.totp import code

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("moment", "expected"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_they_are_those_of_rfc_6238(moment: int, expected: str) -> None:
    """Compare the last six of the eight digits in appendix B."""
    assert code(SECRET, moment) == expected
