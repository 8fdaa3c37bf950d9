"""Terraform's files as Chalice writes them, with the values of a stack's resources read when Terraform runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_STACK = "resources"


def expressions(outputs: Iterable[str]) -> dict[str, str]:
    """Return an expression for each output of the stack.

    They have no quotes, because Chalice writes policies and the API's description as JSON in strings.
    """
    return {name: f"${{data.aws_cloudformation_stack.{_STACK}.outputs.{name}}}" for name in outputs}


def is_expression(value: str) -> bool:
    """Return whether only Terraform knows the value."""
    return value.startswith("${")


def complete(path: Path, stack_name: str) -> None:
    """Declare the stack in a file of Chalice's, and rename the notification, which is named by an expression."""
    file: dict[str, Any] = json.loads(path.read_text())
    file["data"]["aws_cloudformation_stack"] = {_STACK: {"name": stack_name}}
    (notification,) = file["resource"]["aws_s3_bucket_notification"].values()
    file["resource"]["aws_s3_bucket_notification"] = {"media": notification}
    path.write_text(json.dumps(file, indent=2) + "\n")
