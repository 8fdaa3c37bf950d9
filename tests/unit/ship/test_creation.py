"""The creation of a stack without deletion protection, so that it can be rolled back."""

from __future__ import annotations

from typing import Any

from ship.cloudformation.creation import without_protection

TEMPLATE: dict[str, Any] = {
    "Resources": {
        "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"DeletionProtectionEnabled": True, "X": 1}},
        "UserPool": {"Type": "AWS::Cognito::UserPool", "Properties": {"DeletionProtection": "ACTIVE"}},
        "Bucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain"},
    }
}


def test_a_table_and_a_user_pool_can_be_deleted_and_all_else_is_the_same() -> None:
    assert without_protection(TEMPLATE)["Resources"] == {
        "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"DeletionProtectionEnabled": False, "X": 1}},
        "UserPool": {"Type": "AWS::Cognito::UserPool", "Properties": {"DeletionProtection": "INACTIVE"}},
        "Bucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain"},
    }


def test_the_template_itself_stays_protected() -> None:
    without_protection(TEMPLATE)
    assert TEMPLATE["Resources"]["Table"]["Properties"] == {"DeletionProtectionEnabled": True, "X": 1}
