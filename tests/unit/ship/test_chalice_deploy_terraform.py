"""Terraform's file, with references to the stack of the resources."""

from __future__ import annotations

import json
from pathlib import Path

from ship.chalice_deploy import terraform


def test_an_expression_may_stand_in_json_in_a_string() -> None:
    (expression,) = terraform.expressions(["TableName"]).values()
    assert expression == "${data.aws_cloudformation_stack.resources.outputs.TableName}"
    assert json.dumps(json.dumps({"Resource": expression})).count(expression) == 1


def test_an_expression_is_seen() -> None:
    assert terraform.is_expression(terraform.expressions(["A"])["A"])
    assert not terraform.is_expression("300")


def test_a_file_declares_the_stack_and_names_the_notification(tmp_path: Path) -> None:
    written = tmp_path / "chalice.tf.json"
    notification = {"bucket": "${data.a.b}"}
    resources = {"aws_s3_bucket_notification": {"${data.a.b}_notify": notification}, "aws_iam_role": {"a": {}}}
    written.write_text(json.dumps({"data": {"aws_region": {"chalice": {}}}, "resource": resources}))
    terraform.complete(written, "skynotes-dev")
    assert json.loads(written.read_text()) == {
        "data": {"aws_region": {"chalice": {}}, "aws_cloudformation_stack": {"resources": {"name": "skynotes-dev"}}},
        "resource": {"aws_s3_bucket_notification": {"media": notification}, "aws_iam_role": {"a": {}}},
    }
