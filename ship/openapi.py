"""`make openapi`: the description of the API as a file, `docs/openapi.json`, for whoever has no service to ask."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from .checkout import CHECKOUT

DOCUMENT = CHECKOUT / "docs" / "openapi.json"


def written() -> str:
    """What the file has to hold."""
    # botocore wants a region to be imported at all; AWS is asked for nothing.
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    import app
    from chalicelib.openapi import document

    return json.dumps(document.document(app.app), indent=2, ensure_ascii=False) + "\n"


def changes(old: Any, new: Any, where: str = "") -> Iterator[str]:
    """What is not the same in two descriptions, each with the JSON pointer to it."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            place = f"{where}/{name.replace('~', '~0').replace('/', '~1')}"
            yield from changes(old.get(name), new.get(name), place)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from changes(before, after, f"{where}/{number}")
    elif old != new:
        yield f"{where} is {json.dumps(new)} instead of {json.dumps(old)}"


def main() -> None:
    """Write it."""
    DOCUMENT.write_text(written())
    print(f"{DOCUMENT.relative_to(CHECKOUT)} is written.")


if __name__ == "__main__":
    main()
