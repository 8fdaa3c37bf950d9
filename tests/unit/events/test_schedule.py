"""The reports of a sweep, to the operator and to its caller."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from chalice.app import CloudWatchEvent

from chalicelib.domain.reconciliation import Abandoned, Finding, Missing, Removed, Repaired, Skipped, Stopped, Swept
from chalicelib.events.failed import Failed
from chalicelib.events.schedule import each_finding
from chalicelib.telemetry import pseudonym
from operate.sweep import event, report
from tests.support.factories import ANN, BOB, file_id

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONTEXT: Any = SimpleNamespace(aws_request_id="lambda-request", get_remaining_time_in_millis=lambda: 61_500)
NOTHING = {"swept": 0, "repaired": 0, "orphans": 0, "missing": 0, "abandoned": 0, "skipped": 0, "stopped": 0}
FOUND: list[Finding] = [
    Removed(ANN, 3),
    Missing(ANN, file_id(1)),
    Swept(ANN),
    Removed(BOB, 2),
    Abandoned("gone"),
    Skipped(BOB, OSError("what Bob wrote")),
    Repaired(ANN),
    Stopped(),
]


def swept(*findings: Finding) -> dict[str, int]:
    return each_finding(CloudWatchEvent(event(MOMENT), CONTEXT), lambda *_: iter(findings))


def lines(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_sweep_gets_the_time_that_ages_are_counted_from_and_the_time_left() -> None:
    asked: list[Any] = []

    def sweep(moment: datetime, seconds_left: Any) -> Iterator[Finding]:
        asked.extend([moment, seconds_left()])
        return iter(())

    assert each_finding(CloudWatchEvent(event(MOMENT), CONTEXT), sweep) == NOTHING
    assert asked == [MOMENT, 61.5]


def test_the_time_may_be_written_as_the_schedule_writes_it() -> None:
    moments: list[datetime] = []

    def sweep(moment: datetime, _: Any) -> Iterator[Finding]:
        moments.append(moment)
        return iter(())

    each_finding(CloudWatchEvent(event(MOMENT) | {"time": "2026-03-01T12:00:00Z"}, CONTEXT), sweep)
    assert moments == [MOMENT]


def test_the_result_counts_the_findings_of_each_kind() -> None:
    assert swept(*FOUND) == {
        "swept": 1,
        "repaired": 1,
        "orphans": 5,
        "missing": 1,
        "abandoned": 1,
        "skipped": 1,
        "stopped": 1,
    }


def test_a_sweep_is_one_line_whose_metrics_have_no_dimension(capsys: pytest.CaptureFixture[str]) -> None:
    swept(Swept(ANN), Swept(BOB), Repaired(BOB))
    (line,) = lines(capsys)
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert directive["Dimensions"] == [[]]
    metrics = {metric["Name"]: line[metric["Name"]] for metric in directive["Metrics"]}
    assert metrics == {"Swept": 2, "Repaired": 1, "Orphans": 0, "Missing": 0, "Abandoned": 0}
    assert line["request_id"] == "lambda-request"


def test_what_cannot_be_repaired_is_logged_by_its_id_and_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    swept(*FOUND)
    missing, abandoned, skipped, line = lines(capsys)
    assert (abandoned["abandoned"], line["Abandoned"]) == (pseudonym("gone"), 1)
    assert missing == {
        "level": "ERROR",
        "missing": file_id(1),
        "request_id": "lambda-request",
        "user": pseudonym(ANN),
    }
    assert (skipped["error"], skipped["user"]) == ("OSError", pseudonym(BOB))
    assert "Bob wrote" not in json.dumps(skipped)


def test_one_that_breaks_off_says_what_it_did_until_then_and_not_what_broke(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def findings() -> Iterator[Finding]:
        yield Swept(ANN)
        raise OSError(ANN)

    with pytest.raises(Failed, match="The sweep failed") as failed:
        each_finding(CloudWatchEvent(event(MOMENT), CONTEXT), lambda *_: findings())
    assert failed.value.__cause__ is None
    failure, line = lines(capsys)
    assert (failure["error"], line["Swept"]) == ("OSError", 1)


class TestReportForOperators:
    def test_all_is_well_when_nobody_has_to_do_anything(self) -> None:
        said: list[str] = []
        assert report(NOTHING | {"swept": 5, "repaired": 1, "orphans": 4}, said.append)
        assert said == ["Processed 5 people.", "Usage counts repaired: 1. Orphaned objects removed: 4."]

    @pytest.mark.parametrize(
        ("kind", "sentence"),
        [("missing", "Files whose bytes are missing: 2."), ("skipped", "People who could not be processed: 2.")],
    )
    def test_what_needs_somebody_is_said_and_is_a_failure(self, kind: str, sentence: str) -> None:
        said: list[str] = []
        assert not report(NOTHING | {kind: 2}, said.append)
        assert said[-1] == sentence

    def test_people_without_an_account_are_said_and_no_failure(self) -> None:
        said: list[str] = []
        assert report(NOTHING | {"abandoned": 2}, said.append)
        assert said[-1] == "People without an account who still have notes or files: 2."

    def test_a_sweep_that_was_not_done_says_that_it_goes_on(self) -> None:
        said: list[str] = []
        assert report(NOTHING | {"stopped": 1}, said.append)
        assert "Run it again to continue" in said[-1]
