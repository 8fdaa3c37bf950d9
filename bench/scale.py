"""The limits of AWS, and the number of people who reach each: `python -m bench.scale` writes them into `docs/scale.md`.

They are computed from `measured.json` and `profile.json`, like the costs, and from `quotas.json`, which has AWS's
limits, where AWS documents them, and how they were compared.
"""

from __future__ import annotations

from ship import command_line
from ship.checkout import CHECKOUT

from . import scale_report
from .cost import data
from .markdown import filled

DOCUMENT = CHECKOUT / "docs" / "scale.md"


def document(text: str) -> str:
    """Return the text with all computed blocks replaced."""
    return filled(text, scale_report.blocks(data("profile"), data("measured"), data("quotas")))


def main() -> None:
    """Update the document."""
    command_line.no_arguments("bench.scale", __doc__)
    DOCUMENT.write_text(document(DOCUMENT.read_text()))
    print(f"Wrote {DOCUMENT.relative_to(CHECKOUT)}.")


if __name__ == "__main__":
    main()
