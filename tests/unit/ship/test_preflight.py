"""Checks before a deployment: what cannot succeed is refused before anything is changed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar, cast

import boto3
import pytest

from ship.account import Account
from ship.operator_errors import Problem
from ship.preflight.concurrency import warn_of_low_quota
from ship.preflight.gateway_logging import leave_existing_role
from ship.preflight.origins import packaged_origin, refuse_other_origin
from ship.preflight.parameters import refuse_wrong
from ship.preflight.regions import refuse_region
from ship.preflight.stage_names import longest_stage_name, refuse_stage_name

ROLE = "arn:aws:iam::123456789012:role/logs"
SESSION = boto3.Session()


class TestStageNames:
    @pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "ap-southeast-1"])
    def test_the_longest_one_makes_the_longest_name_of_a_bucket(self, region: str) -> None:
        stage = "s" * longest_stage_name(region)
        refuse_stage_name(stage, region)
        assert len(f"skynotes-{stage}-media-123456789012-{region}") == 63

    def test_a_longer_one_is_refused_with_the_number(self) -> None:
        with pytest.raises(Problem, match=r"25 characters.*eu-central-1.*can have 22"):
            refuse_stage_name("s" * 25, "eu-central-1")


class TestRegions:
    @pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "ap-southeast-2", "sa-east-1"])
    def test_a_commercial_region_with_user_pools_is_accepted(self, region: str) -> None:
        refuse_region(SESSION, region)

    @pytest.mark.parametrize(("region", "partition"), [("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")])
    def test_one_of_another_partition_is_refused(self, region: str, partition: str) -> None:
        with pytest.raises(Problem, match=f"{region}.*{partition}"):
            refuse_region(SESSION, region)

    def test_one_without_user_pools_is_refused(self) -> None:
        known = SimpleNamespace(
            get_partition_for_region=lambda region: "aws", get_available_regions=lambda service: ["us-east-1"]
        )
        with pytest.raises(Problem, match=r"Cognito is not available in xx-north-1"):
            refuse_region(cast(boto3.Session, known), "xx-north-1")


class TestAllowedOrigin:
    def test_the_one_that_the_routes_were_generated_with_is_accepted(self) -> None:
        refuse_other_origin({})
        refuse_other_origin({"AllowedOrigin": packaged_origin()})
        refuse_other_origin({"AllowedOrigin": "https://a.example"}, packaged="https://a.example")

    def test_another_is_refused_with_both(self) -> None:
        with pytest.raises(Problem, match=r"https://a\.example.*https://b\.example"):
            refuse_other_origin({"AllowedOrigin": "https://a.example"}, packaged="https://b.example")


class TestGatewayLogging:
    def test_an_existing_role_is_left_alone_and_named(self) -> None:
        said: list[str] = []
        assert leave_existing_role(account(ROLE), "skynotes-a", {"X": "1"}, said.append) == {
            "X": "1",
            "GatewayLogging": "no",
        }
        assert ROLE in said[0]

    def test_an_account_without_one_gets_it_from_the_stack(self) -> None:
        assert leave_existing_role(account(None), "skynotes-a", {}, print) == {}

    def test_what_the_operator_chose_is_kept(self) -> None:
        chosen = {"GatewayLogging": "yes"}
        assert leave_existing_role(account(ROLE), "skynotes-a", chosen, print) == chosen

    def test_an_existing_stack_may_be_what_made_it(self) -> None:
        assert leave_existing_role(account(ROLE, "UPDATE_COMPLETE"), "skynotes-a", {}, print) == {}

    def test_a_failed_creation_made_nothing(self) -> None:
        assert leave_existing_role(account(ROLE, "ROLLBACK_COMPLETE"), "skynotes-a", {}, print) != {}


class TestConcurrency:
    @pytest.mark.parametrize("quota", [10, 50])
    def test_a_low_quota_is_reported_with_the_way_to_raise_it(self, quota: int) -> None:
        said: list[str] = []
        warn_of_low_quota(account_with_quota(quota), said.append)
        assert f"may run {quota} functions at once" in said[0]
        assert "request-service-quota-increase" in said[0]

    def test_a_usual_one_is_not(self) -> None:
        said: list[str] = []
        warn_of_low_quota(account_with_quota(1000), said.append)
        assert not said


def account_with_quota(quota: int) -> Account:
    """Return an account that may run so many functions at once."""
    settings = {"AccountLimit": {"ConcurrentExecutions": quota}}
    return cast(Account, SimpleNamespace(lambda_=SimpleNamespace(get_account_settings=lambda: settings)))


def account(role: str | None, status: str = "REVIEW_IN_PROGRESS") -> Account:
    """Return an account with that logging role, and a stack in that status."""
    known: Any = SimpleNamespace(
        apigateway=SimpleNamespace(get_account=lambda: {"cloudwatchRoleArn": role} if role else {}),
        cloudformation=SimpleNamespace(describe_stacks=lambda **_: {"Stacks": [{"StackStatus": status}]}),
    )
    return cast(Account, known)


class TestParameters:
    DECLARED: ClassVar[dict[str, Any]] = {
        "Rate": {"Type": "Number", "MinValue": 1, "Description": "Requests a second."},
        "Email": {"Type": "String", "AllowedPattern": r"([^\s@]+@[^\s@]+)?"},
        "Logging": {"Type": "String", "AllowedValues": ["yes", "no"]},
    }

    def test_what_the_template_allows_is_accepted(self) -> None:
        refuse_wrong({"Rate": "1.5", "Email": "", "Logging": "no"}, self.DECLARED)

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ({"Colour": "blue"}, "Unknown parameter: Colour. The parameters are: Email, Logging, Rate."),
            ({"Rate": "many"}, "Rate cannot be 'many': it is not a number. Requests a second."),
            ({"Rate": "0"}, "it is less than 1"),
            ({"Email": "nobody"}, "Email cannot be 'nobody': it does not match"),
            ({"Logging": "maybe"}, "allowed are yes, no"),
        ],
    )
    def test_anything_else_is_refused_with_the_reason(self, given: dict[str, str], reason: str) -> None:
        with pytest.raises(Problem) as refused:
            refuse_wrong(given, self.DECLARED)
        assert reason in str(refused.value)
