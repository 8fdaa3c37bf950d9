"""The price of a month, for one person and for a million: `python -m bench.cost` writes it into `docs/cost.md`.

Three files say everything that it reckons with: `measured.json` what the tests measure, `profile.json` what a person
is taken to do, `prices.json` what AWS asks for it.
"""

from __future__ import annotations

import json
from itertools import pairwise

from ship.checkout import CHECKOUT

from . import report
from .markdown import filled
from .report import Row
from .usage import Data, Month

DOCUMENT = CHECKOUT / "docs" / "cost.md"
SIZES = (1, 1_000, 1_000_000)


def monthly_cost(profile: Data, measured: Data, prices: Data, users: int) -> list[Row]:
    """The bill, each line once and in the order of the prices."""
    rows: dict[str, Row] = {}
    quantities = Month(profile, measured).quantities(users)
    for name, price in prices["prices"].items():
        quantity = quantities.get(name, 0)
        before = rows.get(price["row"], Row(price["row"], 0, 0))
        given = cost(price, min(quantity, price["free"]))
        rows[price["row"]] = Row(before.name, before.cost + cost(price, quantity), before.free + given)
    return list(rows.values())


def cost(price: Data, quantity: float) -> float:
    """What so much costs: each tier's price holds for what lies above the tier before it."""
    bounds = [0, *(quantity if upper is None else min(upper, quantity) for upper, _ in price["tiers"])]
    amounts = [upper - lower for lower, upper in pairwise(bounds)]
    dollars: float = (
        sum(amount * each for amount, (_, each) in zip(amounts, price["tiers"], strict=True)) / price["per"]
    )
    return dollars


def data(name: str) -> Data:
    """One of the three files."""
    found: Data = json.loads((CHECKOUT / "bench" / f"{name}.json").read_text())
    return found


def document(text: str) -> str:
    """The text with all that is computed put into it anew."""
    profile, measured, prices = data("profile"), data("measured"), data("prices")
    bills = {users: monthly_cost(profile, measured, prices, users) for users in SIZES}
    idle = monthly_cost(profile, measured, prices, 0)
    return filled(text, report.blocks(profile, measured, prices, bills, idle))


def main() -> None:
    """Write the document anew."""
    DOCUMENT.write_text(document(DOCUMENT.read_text()))
    print(f"{DOCUMENT.relative_to(CHECKOUT)} is written.")


if __name__ == "__main__":
    main()
