"""The monthly cost, for one user and for a million: `python -m bench.cost` writes it into `docs/cost.md`.

It is computed from three files: `measured.json` has what the tests measure, `profile.json` the assumed habits of a
user, and `prices.json` AWS's prices.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise

from ship import command_line
from ship.chalice_deploy.resources import whole_template
from ship.checkout import CHECKOUT

from . import hostile_hour, report
from .markdown import filled
from .report import Row
from .usage import Data, Month

DOCUMENT = CHECKOUT / "docs" / "cost.md"
SIZES = (1, 1_000, 1_000_000)


def monthly_cost(profile: Data, measured: Data, prices: Data, users: int) -> list[Row]:
    """Return the bill, each line once and in the order of the prices."""
    rows: dict[str, Row] = {}
    quantities = Month(profile, measured).quantities(users)
    for name, price in prices["prices"].items():
        quantity = quantities.get(name, 0)
        before = rows.get(price["row"], Row(price["row"], 0, 0))
        given = cost(price, min(quantity, price["free"]))
        rows[price["row"]] = Row(before.name, before.cost + cost(price, quantity), before.free + given)
    return list(rows.values())


def cost(price: Data, quantity: float) -> float:
    """Return the cost of a quantity in dollars; each tier's price applies to what lies above the previous tier."""
    bounds = [0, *(quantity if upper is None else min(upper, quantity) for upper, _ in price["tiers"])]
    amounts = [upper - lower for lower, upper in pairwise(bounds)]
    dollars: float = (
        sum(amount * each for amount, (_, each) in zip(amounts, price["tiers"], strict=True)) / price["per"]
    )
    return dollars


def data(name: str) -> Data:
    """Return the content of one of the three files."""
    found: Data = json.loads((CHECKOUT / "bench" / f"{name}.json").read_text())
    return found


def document(text: str) -> str:
    """Return the text with all computed blocks replaced."""
    profile, measured, prices = data("profile"), data("measured"), data("prices")
    bills = {users: monthly_cost(profile, measured, prices, users) for users in SIZES}
    idle = monthly_cost(profile, measured, prices, 0)
    hostile = report.hostile(prices, first_tier(prices), hostile_hour.quantities(profile, measured, parameters()))
    unbounded = report.unbounded(first_tier(prices), hostile_hour.apart(profile, measured))
    blocks = report.blocks(profile, measured, prices, bills, idle)
    return filled(text, blocks | {"hostile": f"{hostile}\n\n{unbounded}"})


def first_tier(prices: Data) -> Callable[[str, float], float]:
    """Return a function that prices a quantity as in the first tier, without the free one."""
    return lambda name, quantity: quantity * prices["prices"][name]["tiers"][0][1] / prices["prices"][name]["per"]


def parameters() -> dict[str, float]:
    """Return the defaults of the template's parameters."""
    declared = whole_template(CHECKOUT)["Parameters"]
    return {name: one.get("Default") for name, one in declared.items()}


def main() -> None:
    """Update the document."""
    command_line.no_arguments("bench.cost", __doc__)
    DOCUMENT.write_text(document(DOCUMENT.read_text()))
    print(f"Wrote {DOCUMENT.relative_to(CHECKOUT)}.")


if __name__ == "__main__":
    main()
