"""Codes of an authenticator app, by RFC 6238."""

from __future__ import annotations

import base64
import hashlib
import hmac

PERIOD_SECONDS = 30


def code(secret: str, moment: float) -> str:
    """Return the six digits for a secret in base 32, at a moment in seconds since 1970."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = int(moment // PERIOD_SECONDS).to_bytes(8)
    digest = hmac.digest(key, counter, hashlib.sha1)
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
