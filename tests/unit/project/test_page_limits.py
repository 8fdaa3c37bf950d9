"""Limits and periods that the page repeats from the service."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.domain.file_fields import IMAGE_TYPES, MAXIMUM_BYTES
from chalicelib.domain.lifetimes import ORIGINAL_URL_PERIOD, PREVIEW_URL_PERIOD, TRASH_PERIOD
from chalicelib.openapi.descriptions import OPERATIONS

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "web/src"
MEBIBYTE = 1024 * 1024


def test_the_page_knows_the_largest_picture_and_the_largest_other_file() -> None:
    limits = (PAGE / "files/limits.ts").read_text()
    picture, other = re.search(
        r"MAX_BYTES = \{ picture: (\d+) \* MEBIBYTE, other: (\d+) \* MEBIBYTE \}", limits
    ).groups()  # type: ignore[union-attr]
    assert int(picture) * MEBIBYTE == MAXIMUM_BYTES["image"]
    assert int(other) * MEBIBYTE == MAXIMUM_BYTES["other"]


def test_the_page_knows_the_types_of_pictures() -> None:
    listed = re.search(r"PICTURE_TYPES[^=]*= \[([^\]]*)\]", (PAGE / "files/limits.ts").read_text())
    assert listed
    assert set(re.findall(r"'([^']+)'", listed[1])) == set(IMAGE_TYPES)


@pytest.mark.parametrize(
    ("constant", "period"), [("PREVIEW_FRESH_MS", PREVIEW_URL_PERIOD), ("ORIGINAL_FRESH_MS", ORIGINAL_URL_PERIOD)]
)
def test_the_page_gets_new_urls_before_the_old_ones_expire(constant: str, period: timedelta) -> None:
    minutes = re.search(rf"{constant} = (\d+) \* 60_000", (PAGE / "files/freshness.ts").read_text())
    assert minutes
    assert 0 < int(minutes[1]) * 60 < period.total_seconds()


@pytest.mark.parametrize(
    "path", ["web/src/text/en/notesList.ts", "app.py", "chalicelib/domain/notes.py", "README.md", "docs/glossary.md"]
)
def test_every_text_about_the_trash_names_its_period(path: str) -> None:
    lines = [line for line in (ROOT / path).read_text().splitlines() if "trash" in line.lower()]
    assert set(re.findall(r"(\d+) days", "\n".join(lines))) == {str(TRASH_PERIOD.days)}


@pytest.mark.parametrize("operation", ["delete_note", "delete_file"])
def test_the_reference_names_the_period_of_the_trash(operation: str) -> None:
    assert f"after {TRASH_PERIOD.days} days" in OPERATIONS[operation]
