"""Deprecated routes, whose responses all say so in headers; docs/api-changes.md promises the notice period."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import format_datetime

import msgspec


class Deprecation(msgspec.Struct, frozen=True):
    """The date of deprecation, the date until which the route works, and a link that explains the replacement."""

    since: date
    sunset: date
    link: str

    def headers(self) -> dict[str, str]:
        """Return the headers: `Deprecation` in seconds since 1970 (RFC 9745), `Sunset` as an HTTP date (RFC 8594)."""
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": format_datetime(_midnight(self.sunset), usegmt=True),
            "Link": f'<{self.link}>; rel="deprecation"; type="text/html"',
        }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
