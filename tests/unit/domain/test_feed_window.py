"""The window of the change feed, which is long enough for the slowest write and for clocks that differ."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chalicelib.domain.change_cursor import WINDOW
from tests.support.imports import ROOT

CLOCKS = timedelta(seconds=30)


@pytest.mark.parametrize("function", ["api_handler", "on_upload", "on_change"])
def test_a_function_that_writes_notes_or_files_has_ended_by_then(function: str) -> None:
    config = json.loads((ROOT / ".chalice/config.json").read_text())["lambda_functions"]
    assert timedelta(seconds=config[function]["lambda_timeout"]) <= WINDOW - CLOCKS
