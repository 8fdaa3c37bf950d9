"""The number of people who reach each limit: computed correctly, and for the limits that are really deployed."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from bench.cost import data
from bench.loads import Loads
from bench.rush_hour import RushHour
from bench.scale import DOCUMENT, document
from bench.scale_report import limits
from chalicelib.services.reconciliation import MARGIN_SECONDS
from tests.support.imports import ROOT
from tests.support.moto_resources import parameter, resource

AGAIN = "This has changed. Run `make cost`."
QUOTAS = data("quotas")
LIMITS = limits(QUOTAS)
DOCUMENTED = {**QUOTAS["quotas"], **QUOTAS["person"]}


def loads(changed: dict[str, Any] | None = None, **measured: Any) -> Loads:
    """Return the loads, with some values of the profile's section `scale` or of the measurements replaced."""
    profile = data("profile")
    profile["scale"] |= {name: {"value": value} for name, value in (changed or {}).items()}
    return Loads(profile, data("measured") | measured)


def users(name: str, of: Loads, **quota: Any) -> float:
    return of.users(LIMITS[name] | quota, name)


class TestTheDocument:
    def test_it_says_what_is_computed(self) -> None:
        assert document(DOCUMENT.read_text()) == DOCUMENT.read_text(), AGAIN

    def test_it_begins_with_the_limit_that_is_reached_first(self) -> None:
        rows = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("| ") and line[2].isdigit()]
        counts = [int(row.split(" | ")[0].strip("| ").replace(",", "")) for row in rows[: len(LIMITS)]]
        assert counts == sorted(counts)

    @pytest.mark.parametrize("name", LIMITS)
    def test_every_section_that_a_limit_refers_to_is_there(self, name: str) -> None:
        headings = [line.lstrip("# ") for line in DOCUMENT.read_text().splitlines() if line.startswith("#")]
        anchors = {heading.lower().replace(" ", "-").replace("'", "") for heading in headings}
        wanted = [part.split(")")[0] for part in LIMITS[name]["then"].split("](#")[1:]]
        assert set(wanted) <= anchors


class TestLimits:
    def test_each_has_its_load(self) -> None:
        assert loads().of.keys() == LIMITS.keys()

    @pytest.mark.parametrize("name", DOCUMENTED)
    def test_each_of_awss_names_the_page_and_how_it_was_compared(self, name: str) -> None:
        assert DOCUMENTED[name]["url"].startswith("https://docs.aws.amazon.com/")
        assert DOCUMENTED[name]["compared"] in QUOTAS["compared"]

    @pytest.mark.parametrize("name", ["stage_throttle", "stage_websocket_throttle"])
    def test_the_throttle_is_the_templates(self, name: str) -> None:
        assert LIMITS[name]["default"] == parameter("ThrottleRate")["Default"]

    def test_a_sweep_works_until_a_minute_before_its_timeout(self) -> None:
        config = json.loads((ROOT / ".chalice" / "config.json").read_text())
        timeout = config["lambda_functions"]["sweep"]["lambda_timeout"]
        assert LIMITS["sweep_run"]["default"] == timeout - MARGIN_SECONDS

    def test_a_backup_takes_a_day_at_the_assumed_speed(self) -> None:
        megabytes = data("profile")["scale"]["backup_megabytes"]["value"]
        assert LIMITS["backup"]["default"] == megabytes * 86_400 / 1000

    def test_the_stream_has_as_many_batches_at_once_as_the_template_says(self) -> None:
        source = resource("OnChange")["Events"]["OnChangeDynamodbEventSource"]["Properties"]
        assert LIMITS["stream_batches"]["default"] == source.get("ParallelizationFactor", 1)

    def test_e_mails_are_sent_by_cognito_and_tokens_are_valid_as_long_as_assumed(self) -> None:
        assert resource("UserPool")["EmailConfiguration"][-1] == "AWS::NoValue"
        assert parameter("SesFrom")["Default"] == ""
        visit = 30
        renewals = data("profile")["scale"]["token_renewals"]["value"] / data("profile")["scale"]["visits"]["value"]
        assert renewals == visit / resource("UserPoolClient")["IdTokenValidity"]


class TestHowManyPeople:
    def test_the_busiest_hour_counts_and_not_the_month(self) -> None:
        # 1,615 requests on 20 days, 15 % of a day's in one hour, and nothing above the mean.
        smooth = loads({"spread": 0})
        assert smooth.of["stage_throttle"].amount == 1615
        assert users("stage_throttle", smooth) == pytest.approx(20 / (1615 / 20 * 0.15 / 3600))

    def test_requests_that_come_together_leave_room_for_fewer(self) -> None:
        alone, together = loads({"opening_requests": 1}), loads({"opening_requests": 6})
        assert (
            users("stage_throttle", together)
            < users("stage_throttle", alone)
            < users("stage_throttle", loads({"spread": 0}))
        )

    def test_ten_times_the_limit_is_for_more_than_ten_times_as_many(self) -> None:
        few, many = (users("lambda_concurrency", loads(), default=limit) for limit in (10, 100))
        assert many > 10 * few

    def test_what_can_wait_is_proportional(self) -> None:
        once, ten = (users("stream_batches", loads(), default=factor) for factor in (1, 10))
        assert ten == pytest.approx(10 * once)

    @pytest.mark.parametrize("name", LIMITS)
    def test_so_many_need_exactly_the_limit(self, name: str) -> None:
        reached = loads().users(LIMITS[name], name)
        assert loads().needed(LIMITS[name], name, reached) == pytest.approx(LIMITS[name]["default"])

    def test_larger_writes_are_for_fewer(self) -> None:
        actions = data("measured")["actions"]
        save = actions["PATCH /notes/{note_id}"]
        larger = actions | {"PATCH /notes/{note_id}": save | {"write_units": 2 * save["write_units"]}}
        assert users("table_writes", loads(actions=larger)) < users("table_writes", loads())

    def test_a_sweep_of_one_person_takes_the_time_that_the_manual_says(self) -> None:
        assert loads().of["sweep_run"].amount == pytest.approx(0.38)
        assert users("sweep_run", loads()) == pytest.approx(840 / 0.38)
        assert "Together that is 0.4 seconds a\nperson" in (ROOT / "docs" / "operations.md").read_text()


class TestASimulatedHour:
    def test_it_has_as_many_requests_as_computed(self) -> None:
        hour = RushHour(data("profile"), data("measured"), Random(2))
        assert hour.requests(10_000).total() == pytest.approx(10_000 * 1615 / 20 * 0.15, rel=0.01)

    def test_few_of_its_seconds_exceed_the_limit(self) -> None:
        people = round(users("stage_throttle", loads()))
        counts = RushHour(data("profile"), data("measured"), Random(3)).requests(people)
        limit = LIMITS["stage_throttle"]["default"]
        assert sum(count > limit for count in counts.values()) <= 3600 / 200
        assert 0.9 * limit < max(counts.values()) < 1.3 * limit

    def test_functions_run_as_long_as_assumed(self) -> None:
        hour = RushHour(data("profile"), data("measured"), Random(4))
        mean = sum(hour.executions(1000).values()) / (3600 / 0.02)
        assert mean == pytest.approx(1000 * loads().of["lambda_concurrency"].amount / 20 * 0.15 / 3600, rel=0.1)
