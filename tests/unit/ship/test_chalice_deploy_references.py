"""The references in a part of a template, in every form that CloudFormation has."""

from __future__ import annotations

from typing import Any

import pytest

from ship.chalice_deploy.references import intrinsics, references, replaced


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("Table", []),
        ({"Ref": "Table"}, ["Table"]),
        ({"Fn::GetAtt": ["Table", "Arn"]}, ["Table"]),
        ({"Fn::GetAtt": "Table.Arn"}, ["Table"]),
        ({"Fn::Sub": "${Table.Arn}/index/${AWS::Region}"}, ["AWS::Region", "Table"]),
        ({"Fn::Sub": "${!Table} stays as it is written"}, []),
        ({"Fn::Sub": ["${Own}/${Table}", {"Own": {"Ref": "Bucket"}}]}, ["Bucket", "Table"]),
        ({"Fn::If": ["Wanted", {"Ref": "Table"}, {"Ref": "AWS::NoValue"}]}, ["AWS::NoValue", "Table"]),
        ({"Fn::Join": ["", ["arn:", {"Fn::Select": [0, {"Fn::Split": [".", {"Ref": "Table"}]}]}]]}, ["Table"]),
        ({"Properties": [{"Deep": {"Ref": "Table"}}, {"Ref": "Bucket"}]}, ["Bucket", "Table"]),
    ],
    ids=str,
)
def test_every_name_is_found(part: Any, names: list[str]) -> None:
    assert sorted(references(part)) == names


def test_the_outermost_value_is_the_one_to_compute() -> None:
    whole = {"Fn::Sub": ["${Own}", {"Own": {"Ref": "Table"}}]}
    assert list(intrinsics({"Resource": [whole, "arn:*"]})) == [whole]


def test_each_value_is_replaced_where_it_stands() -> None:
    part = {"Resource": [{"Ref": "Table"}, "arn:*"], "Action": "s3:*"}
    assert replaced(part, lambda one: one["Ref"].lower()) == {"Resource": ["table", "arn:*"], "Action": "s3:*"}
    assert part["Resource"][0] == {"Ref": "Table"}
