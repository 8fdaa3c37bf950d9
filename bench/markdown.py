"""Tables and amounts in Markdown, and the insertion of computed blocks between two comments that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_PLACE = re.compile(r"(<!-- computed: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """Return the text with every block in its place. Raises `KeyError` for a place without a block."""
    return _PLACE.sub(lambda found: f"{found[1]}\n{blocks[found[2]]}\n\n{found[3]}", text)


def table(head: Sequence[str], lines: Iterable[Sequence[str]], rule: str = "---") -> str:
    """Return a table; `rule` is the delimiter row's cell for all columns but the first."""
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---", *(rule for _ in head[1:])], *lines])


def link(heading: str) -> str:
    """Return a link to a heading of the same page."""
    return f"[{heading}](#{heading.lower().replace(' ', '-')})"


def money(dollars: float) -> str:
    """Format dollars: with tenths of a cent below 1, with cents below 100, and otherwise whole, as also 0."""
    decimals = 0 if not dollars or dollars >= 100 else 2 if dollars >= 1 else 3
    return f"{dollars:,.{decimals}f}"


def plain(number: float) -> str:
    """Format a number without an exponent and without trailing zeros."""
    return f"{number:.10f}".rstrip("0").rstrip(".")
