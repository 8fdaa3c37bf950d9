"""The monthly cost: that it is computed correctly, and that its inputs match the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from bench.cost import DOCUMENT, SIZES, cost, data, document, monthly_cost
from bench.hostile_account import an_hour, dollars
from bench.hostile_hour import UNITS_OF_A_CHANGE, apart, quantities
from bench.markdown import filled, money
from bench.measure import measure
from bench.report import Row, largest
from bench.usage import Month
from tests.support.hostile_scenarios import WAYS, Scenarios
from tests.support.moto_resources import resources

if TYPE_CHECKING:
    from tests.support.api_client import Cloud

AGAIN = "This has changed. Run `make cost`."
# Resource types that cost money by their usage, which `bench.usage` counts, or by existing.
COUNTED = {
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::Function",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::Cognito::UserPool",
    "AWS::DynamoDB::Table",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
}
# Resource types that cost nothing, or next to nothing: a dead-letter queue costs what its messages cost.
FREE = {
    "AWS::ApiGateway::Account",
    # As long as a budget takes no action.
    "AWS::Budgets::Budget",
    "AWS::CertificateManager::Certificate",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::Cognito::UserPoolClient",
    "AWS::IAM::Role",
    "AWS::Lambda::Permission",
    "AWS::Route53::RecordSet",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::XRay::SamplingRule",
}

PRICES = data("prices")["prices"]


def bill(users: int, **measured: Any) -> dict[str, Row]:
    """Return the monthly cost by name, with some of the measured values replaced."""
    rows = monthly_cost(data("profile"), data("measured") | measured, data("prices"), users)
    return {row.name: row for row in rows}


class TestInputsOfTheModel:
    @pytest.mark.slow
    def test_the_service_takes_what_was_measured(self, cloud: Cloud) -> None:
        assert measure(*cloud) == data("measured"), AGAIN

    def test_every_route_was_measured(self, cloud: Cloud) -> None:
        from tests.support.api_client import ROUTES

        assert cloud
        assert {f"{method} {path}" for method, path in ROUTES} <= data("measured")["actions"].keys()

    def test_it_is_said_how_often_each_is_done(self) -> None:
        assert data("profile")["actions"].keys() == data("measured")["actions"].keys()

    def test_every_quantity_has_its_price(self) -> None:
        assert Month(data("profile"), data("measured")).quantities(1).keys() <= PRICES.keys()

    def test_nothing_in_the_template_has_a_price_that_is_not_counted(self) -> None:
        assert {found["Type"] for found in resources().values() if "Type" in found} <= COUNTED | FREE


class TestTheDocument:
    def test_it_says_what_they_make(self) -> None:
        assert document(DOCUMENT.read_text()) == DOCUMENT.read_text(), AGAIN

    @pytest.mark.parametrize("users", SIZES)
    def test_it_says_what_to_do_about_the_largest(self, users: int) -> None:
        for row in largest(bill(users).values()):
            assert f"\n### {row.name}\n" in DOCUMENT.read_text()

    def test_what_stands_between_the_places_stays(self) -> None:
        text = "Before.\n<!-- computed: one -->\nold\n<!-- end -->\nAfter."
        new = "Before.\n<!-- computed: one -->\n\nnew\n\n<!-- end -->\nAfter."
        assert filled(text, {"one": "new"}) == filled(new, {"one": "new"}) == new

    def test_a_few_cents_can_be_distinguished_from_none(self) -> None:
        assert [money(dollars) for dollars in (0, 0.046, 9.3, 78_514.01)] == ["0", "0.046", "9.30", "78,514"]


class TestTiers:
    def test_each_holds_for_what_lies_above_the_one_before(self) -> None:
        storage, terabyte = PRICES["s3_gb"], 1024
        assert cost(storage, 50 * terabyte) == pytest.approx(50 * terabyte * 0.023)
        assert cost(storage, 50 * terabyte + 1) == pytest.approx(50 * terabyte * 0.023 + 0.022)
        assert cost(storage, 500 * terabyte + 1) - cost(storage, 500 * terabyte) == pytest.approx(0.021)

    def test_prices_for_many_are_shared_out(self) -> None:
        requests = PRICES["api_requests"]
        assert cost(requests, 1) == pytest.approx(0.0000035)
        assert cost(requests, 333_000_000) == pytest.approx(333 * 3.5)
        assert cost(requests, 334_000_000) == pytest.approx(333 * 3.5 + 2.8)

    def test_nothing_costs_nothing(self) -> None:
        assert {cost(price, 0) for price in PRICES.values()} == {0}

    def test_each_price_is_lower_than_the_one_before_and_the_last_has_no_end(self) -> None:
        for price in PRICES.values():
            uppers, each = [upper for upper, _ in price["tiers"]], [dollars for _, dollars in price["tiers"]]
            assert uppers[-1] is None
            assert uppers[:-1] == sorted(uppers[:-1])
            assert each == sorted(each, reverse=True)


class TestBills:
    def test_while_nobody_uses_it_only_what_is_there_is_paid_for(self) -> None:
        idle = bill(0, alarms=12, dashboards=4)
        watched = idle.pop("CloudWatch alarms and dashboards")
        assert watched.cost == pytest.approx(12 * 0.1 + 4 * 3)
        assert watched.to_pay == pytest.approx(2 * 0.1 + 3)
        assert {row.cost for row in idle.values()} == {0}

    def test_it_is_the_same_for_any_number(self) -> None:
        name = "CloudWatch alarms and dashboards"
        assert bill(0, alarms=12)[name] == bill(10**6, alarms=12)[name]

    def test_a_thousand_pay_a_thousand_times_as_much_below_the_second_tier(self) -> None:
        for name in ("API Gateway", "DynamoDB requests", "S3 storage", "S3 requests"):
            assert bill(1000)[name].cost == pytest.approx(1000 * bill(1)[name].cost)

    def test_what_is_in_the_free_tier_is_not_paid_for(self) -> None:
        given = ("Lambda", "CloudFront", "Cognito", "CloudWatch metrics", "S3 transfer")
        assert {bill(1)[name].to_pay for name in given} == {0}
        assert bill(1)["S3 storage"].to_pay == bill(1)["S3 storage"].cost > 0

    def test_what_exceeds_the_free_tier_is_paid_for(self) -> None:
        cognito = bill(10_001)["Cognito"]
        assert cognito.free == pytest.approx(10_000 * 0.0055)
        assert cognito.to_pay == pytest.approx(0.0055)

    def test_the_plan_of_the_user_pool_decides_its_price(self) -> None:
        assert bill(10**6, user_pool_tier="ESSENTIALS")["Cognito"].cost == pytest.approx(10**6 * 0.015)

    def test_metrics_cost_no_more_than_all_the_hours_there_are(self) -> None:
        metrics = Month(data("profile"), data("measured"))
        unasked = ("GET /health", "GET /openapi.json")
        asked = sum(count for name, count in metrics.metrics().items() if name not in unasked)
        assert metrics.quantities(1)["metrics"] < asked
        assert metrics.quantities(10**3)["metrics"] == metrics.quantities(10**6)["metrics"] == asked

    def test_larger_functions_cost_more(self) -> None:
        memory = {name: 2 * size for name, size in data("measured")["memory_mb"].items()}
        once, twice = (Month(data("profile"), data("measured") | change) for change in ({}, {"memory_mb": memory}))
        assert twice.quantities(1)["lambda_gb_seconds"] == 2 * once.quantities(1)["lambda_gb_seconds"]

    def test_each_write_to_the_table_starts_the_function_that_follows_it(self) -> None:
        month = Month(data("profile"), data("measured"))
        assert month.invocations["on_change"] > data("profile")["actions"]["PATCH /notes/{note_id}"]["times"]
        assert month.invocations["on_upload"] == data("profile")["actions"]["POST /files"]["times"]


class TestAHostileHour:
    DEFAULTS: ClassVar = {"ThrottleRate": 20, "MostReadUnits": 8000, "MostWriteUnits": 4000}

    def hour(self, **changed: int) -> dict[str, float]:
        return quantities(data("profile"), data("measured"), self.DEFAULTS | changed)

    def test_each_limit_of_the_template_bounds_it(self) -> None:
        hour = self.hour()
        assert (hour["api_requests"], hour["dynamodb_reads"], hour["dynamodb_writes"]) == (72_000, 28.8e6, 14.4e6)
        assert self.hour(ThrottleRate=10)["lambda_gb_seconds"] < hour["lambda_gb_seconds"]
        assert self.hour(MostWriteUnits=400)["dynamodb_writes"] == hour["dynamodb_writes"] / 10
        assert self.hour(MostWriteUnits=400)["sns_publishes"] == hour["sns_publishes"] / 10

    def test_no_change_takes_fewer_units_than_is_assumed(self) -> None:
        actions = data("measured")["actions"].items()
        writes = [action["write_units"] for name, action in actions if "/notes" in name or "/files" in name]
        assert min(units for units in writes if units) >= UNITS_OF_A_CHANGE

    @pytest.mark.slow
    @pytest.mark.parametrize("way", WAYS)
    def test_an_account_that_acts_like_this_for_an_hour_costs_no_more(self, cloud: Cloud, way: str) -> None:
        acted = an_hour(Scenarios(*cloud).acted(WAYS[way]), data("profile"), data("measured"), self.DEFAULTS)
        hour = self.hour()
        # A limit that is used up is reached exactly.
        assert {name: much for name, much in acted.items() if much > hour[name] * 1.000001} == {}
        assert 0 < dollars(acted, data("prices")) < dollars(hour, data("prices"))

    def test_what_it_uses_has_a_price(self) -> None:
        apart_too = [one for each in apart(data("profile"), data("measured")).values() for one in each]
        assert {*self.hour(), *apart_too} <= PRICES.keys()
