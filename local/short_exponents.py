"""Faster sign-ins: the embedded cloud's secret SRP exponent has 256 bits instead of 3072.

RFC 5054, section 2.5.3, asks for at least that, and raising to its power takes a tenth of the time: a fifth of a second
less for each sign-in.
"""

from __future__ import annotations

import secrets
from types import ModuleType, SimpleNamespace

BITS = 256


def shorten(module: ModuleType) -> None:
    """Make this module choose short exponents instead of ones as long as their modulus."""
    module.secrets = SimpleNamespace(**{**vars(secrets), "randbelow": _short})  # type: ignore[attr-defined]


def _short(limit: int) -> int:
    return secrets.randbelow(min(limit, 1 << BITS))
