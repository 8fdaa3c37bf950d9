"""Tables and amounts in Markdown, and how what is computed is put into a page: between two comments that name it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_PLACE = re.compile(r"(<!-- computed: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """The text with every block in its place. Raises KeyError for a place that no block is for."""
    return _PLACE.sub(lambda found: f"{found[1]}\n{blocks[found[2]]}\n\n{found[3]}", text)


def table(head: Sequence[str], lines: Iterable[Sequence[str]], rule: str = "---") -> str:
    """The rule is that of all columns but the first."""
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---", *(rule for _ in head[1:])], *lines])


def link(heading: str) -> str:
    """To a heading of the same page."""
    return f"[{heading}](#{heading.lower().replace(' ', '-')})"


def money(dollars: float) -> str:
    """Tenths of a cent where there are few, whole dollars where there are many."""
    decimals = 0 if not dollars or dollars >= 100 else 2 if dollars >= 1 else 3
    return f"{dollars:,.{decimals}f}"


def plain(number: float) -> str:
    """As it is written by hand: no exponent, and no zeros at the end."""
    return f"{number:.10f}".rstrip("0").rstrip(".")
