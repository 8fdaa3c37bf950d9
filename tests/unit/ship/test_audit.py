"""The inputs of the audits and the evaluation of their findings; the tools themselves run in `make audit`."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from ship.checkout import CHECKOUT
from ship.checks.policies import of_roles
from ship.checks.waivers import Finding, Waiver, unwaived

FOUND = Finding("CKV_1", "AWS::S3::Bucket.Web", "no versions")
WAIVED = Waiver("CKV_1", "AWS::S3::Bucket.*", "built again")


def test_a_finding_with_a_waiver_is_waived() -> None:
    assert not list(unwaived([FOUND, Finding("CKV_1", "AWS::S3::Bucket.Media")], [WAIVED]))


@pytest.mark.parametrize("other", [Finding("CKV_2", FOUND.place), Finding("CKV_1", "AWS::SQS::Queue.Web")])
def test_a_finding_of_another_rule_or_place_is_not(other: Finding) -> None:
    assert list(unwaived([FOUND, other], [WAIVED])) == [f"{other.rule} on {other.place}: "]


def test_nor_is_a_waiver_that_nothing_is_found_for() -> None:
    (problem,) = unwaived([], [WAIVED])
    assert problem.startswith("CKV_1 on AWS::S3::Bucket.* is waived")


def test_each_waiver_says_why() -> None:
    waivers = [Waiver(**waiver) for waiver in yaml.safe_load((CHECKOUT / "infra" / "waivers.yaml").read_text())]
    assert len({(waiver.rule, waiver.where) for waiver in waivers}) == len(waivers)
    assert all(len(waiver.because) > 20 for waiver in waivers)


def test_a_roles_policy_is_read_with_examples_for_what_it_refers_to() -> None:
    statement = {
        "Action": ["dynamodb:Query"],
        "Resource": [
            {"Fn::GetAtt": ["Table", "Arn"]},
            {"Fn::Sub": "${Table.Arn}/index/*"},
            {"Fn::Sub": "arn:${AWS::Partition}:s3:::${AWS::StackName}-media-${AWS::AccountId}/x/*"},
            "*",
        ],
    }
    (read,) = of_roles(template(statement))["Role"]["Statement"]
    table = "arn:aws:dynamodb:us-east-1:123456789012:table/Table"
    assert read["Action"] == ["dynamodb:Query"]
    assert read["Resource"] == [table, f"{table}/index/*", "arn:aws:s3:::skynotes-media-123456789012/x/*", "*"]


def test_a_reference_that_nobody_knows_is_no_policy_to_be_sure_of() -> None:
    with pytest.raises(KeyError):
        of_roles(template({"Resource": {"Fn::GetAtt": ["Table", "Surprise"]}}))


def template(statement: dict[str, Any]) -> dict[str, Any]:
    role = {"Policies": [{"PolicyDocument": {"Statement": [statement]}}]}
    return {
        "Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Properties": role},
            "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {}},
        }
    }
