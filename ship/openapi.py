"""`make openapi`: the description of the API as a file, `docs/openapi.json`, for whoever has no service to ask."""

from __future__ import annotations

import json
import os

from .checkout import CHECKOUT

DOCUMENT = CHECKOUT / "docs" / "openapi.json"


def written() -> str:
    """What the file has to hold."""
    # botocore wants a region to be imported at all; AWS is asked for nothing.
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    import app
    from chalicelib import reference

    return json.dumps(reference.document(app.app), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write it."""
    DOCUMENT.write_text(written())
    print(f"{DOCUMENT.relative_to(CHECKOUT)} is written.")


if __name__ == "__main__":
    main()
