"""The embedded cloud's secret numbers for sign-ins: short, still random, and never above their limit."""

from __future__ import annotations

import secrets
from types import ModuleType
from typing import Any

from local import short_exponents


def shortened() -> Any:
    """Return the module `secrets` as the embedded cloud sees it."""
    module = ModuleType("cognito")
    short_exponents.shorten(module)
    return module.secrets


def test_a_number_below_a_large_modulus_has_256_bits() -> None:
    lengths = {shortened().randbelow(1 << 3072).bit_length() for _ in range(50)}
    assert 240 < max(lengths) <= 256


def test_a_number_below_a_small_limit_is_below_it() -> None:
    assert {shortened().randbelow(3) for _ in range(100)} == {0, 1, 2}


def test_the_rest_of_secrets_is_as_it_was() -> None:
    assert shortened().token_hex is secrets.token_hex
