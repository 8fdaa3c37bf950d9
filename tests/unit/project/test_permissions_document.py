"""The table of permissions in docs/architecture.md, made of the policies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
SERVICES = ("dynamodb", "s3", "sns", "sqs", "execute-api", "cognito-idp")
NAMES = {
    "dynamodb": "DynamoDB",
    "s3": "S3",
    "sns": "SNS",
    "sqs": "SQS",
    "execute-api": "WebSocket",
    "cognito-idp": "Cognito",
}


def test_it_lists_the_actions_of_every_function() -> None:
    document = (ROOT / "docs/architecture.md").read_text()
    listed = document.partition("<!-- permissions -->\n\n")[2].partition("\n<!-- end -->")[0]
    assert listed == "".join(f"{row}\n" for row in rows())


def rows() -> Iterator[str]:
    yield "| Function | Actions |"
    yield "|---|---|"
    for path in sorted((ROOT / ".chalice").glob("policy-*.json")):
        function = path.stem.removeprefix("policy-")
        # A deployment of the stage dev leaves a copy of each, which is not under version control.
        if not function.endswith("-dev"):
            yield f"| `{function}` | {'; '.join(described(json.loads(path.read_text())))} |"


def described(policy: dict[str, Any]) -> Iterator[str]:
    actions = {action for statement in policy["Statement"] for action in as_list(statement["Action"])}
    for service in SERVICES:
        if names := sorted(action.partition(":")[2] for action in actions if action.startswith(f"{service}:")):
            yield f"{NAMES[service]}: {', '.join(names)}"


def as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
