"""Routes that will go, as every answer of theirs says; docs/api-changes.md promises how long before."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import format_datetime

import msgspec


class Deprecation(msgspec.Struct, frozen=True):
    """Since when there is something better, until when this works as well, and where both are explained."""

    since: date
    sunset: date
    link: str

    def headers(self) -> dict[str, str]:
        """RFC 9745 counts seconds since 1970; RFC 8594 has the date as HTTP writes it."""
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": format_datetime(_midnight(self.sunset), usegmt=True),
            "Link": f'<{self.link}>; rel="deprecation"; type="text/html"',
        }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
