"""The rule for tags that the service and the page share: both are tested with the same cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chalicelib.domain.errors import Invalid
from chalicelib.domain.tags import normalized

CASES = json.loads((Path(__file__).parents[2] / "tags.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["given"]))
def test_a_tag_is_kept_as_the_page_expects(case: dict[str, str | None]) -> None:
    assert _kept(str(case["given"])) == case["kept"]


def _kept(given: str) -> str | None:
    try:
        return normalized(given, "/tags/0")
    except Invalid:
        return None
