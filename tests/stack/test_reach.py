"""The complete reach of each function's role, found by trying everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.stack import Stack
from ship.account import Account
from tests.stack import functions
from tests.stack.functions import Functions
from tests.stack.roles import Roles

Requests = dict[str, Callable[[], Any]]

# Old versions of uploads, but of no other objects.
UPLOADS = {"delete_version incoming", "list_object_versions incoming"}
OBJECTS = {
    "api_handler": {"put_object incoming", "get_object originals", "get_object previews"},
    "on_upload": {
        *("get_object incoming", "put_object originals", "put_object previews"),
        *("delete_object originals", "delete_object previews", *UPLOADS),
    },
    "on_change": {"delete_object originals", "delete_object previews", *UPLOADS},
    "sweep": {"delete_object originals", "delete_object previews", *UPLOADS},
    "pre_sign_up": set[str](),
    "websocket_connect": set[str](),
    "websocket_message": set[str](),
    "websocket_disconnect": set[str](),
}
INDEXES = {"query listed", "query uploads", "query library", "query attached", "query changed"}
ITEMS = {
    "api_handler": {"get_item", "put_item", "update_item", "delete_item", *INDEXES},
    "on_upload": {"get_item", "put_item", "update_item"},
    "on_change": {
        *("get_item", "put_item", "update_item", "delete_item", "query attached"),
        # To find the devices to notify.
        "query without an index",
    },
    "sweep": {"get_item", "update_item", "query listed", "query without an index", "scan for keys"},
    "pre_sign_up": set[str](),
    "websocket_connect": {"put_item", "delete_item", "query without an index"},
    "websocket_message": {"get_item"},
    "websocket_disconnect": {"get_item", "delete_item"},
}
CONNECTIONS = {
    "on_change": {"post_to_connection"},
    "websocket_connect": {"delete_connection"},
    "websocket_message": {"post_to_connection", "delete_connection"},
}
KEY = {"pk": {"S": "user#nobody"}, "sk": {"S": "nothing"}}

every_function = pytest.mark.parametrize("function", functions.NAMES)


@pytest.fixture(scope="module")
def roles(account: Account) -> Roles:
    return Roles(account, Functions(account))


@every_function
def test_a_role_reaches_the_objects_that_are_listed(
    roles: Roles, account: Account, stack: Stack, function: str
) -> None:
    buckets = {bucket["Name"] for bucket in account.s3.list_buckets()["Buckets"]}
    assert {stack.media_bucket, stack.web_bucket} < buckets
    for bucket in buckets:
        expected = OBJECTS[function] if bucket == stack.media_bucket else set()
        assert _allowed(_of_bucket(roles.session(function), stack, bucket)) == expected


@every_function
def test_a_role_reaches_the_items_that_are_listed(roles: Roles, stack: Stack, function: str) -> None:
    session = roles.session(function)
    assert _allowed(_of_table(session, stack, stack.table)) == ITEMS[function]
    assert not _allowed(_of_table(session, stack, "another-table"))


@every_function
def test_a_role_reaches_connections_as_it_is_listed(roles: Roles, stack: Stack, function: str) -> None:
    endpoint = stack.websocket_url.replace("ws", "http", 1)
    for url, expected in ((endpoint, CONNECTIONS.get(function, set())), (endpoint.replace("/api", "/other"), set())):
        client = roles.session(function).client("apigatewaymanagementapi", endpoint_url=url)
        named: dict[str, dict[str, Any]] = {
            "get_connection": {},
            "post_to_connection": {"Data": b"x"},
            "delete_connection": {},
        }
        asked: Requests = {
            name: partial(getattr(client, name), ConnectionId="none", **more) for name, more in named.items()
        }
        assert _allowed(asked) == expected


@every_function
def test_a_role_reaches_nothing_of_other_services(roles: Roles, stack: Stack, function: str) -> None:
    client = partial(roles.session(function).client, endpoint_url=stack.endpoint_url)
    queue = {"QueueUrl": stack.on_upload_failures_url}
    expected = {"people"} if function == "sweep" else set[str]()
    allowed = _allowed(
        {
            "people": partial(client("cognito-idp").list_users, UserPoolId=stack.user_pool_id),
            "dead letters": partial(client("sqs").receive_message, **queue),
            "topics": client("sns").list_topics,
            "functions": client("lambda").list_functions,
            "roles": client("iam").list_roles,
            "stacks": client("cloudformation").describe_stacks,
        }
    )
    assert allowed == expected


def _of_bucket(session: boto3.Session, stack: Stack, bucket: str) -> Requests:
    s3 = session.client("s3", endpoint_url=stack.endpoint_url)
    prefixes = ("incoming", "originals", "previews", "elsewhere")
    version, versions = partial(s3.delete_object, VersionId="null"), s3.list_object_versions
    current: Requests = {
        f"{operation} {prefix}": partial(getattr(s3, operation), Bucket=bucket, Key=f"{prefix}/nobody/nothing")
        for operation in ("get_object", "put_object", "delete_object", "get_object_tagging")
        for prefix in prefixes
    }
    old: Requests = {}
    for prefix in prefixes:
        old[f"delete_version {prefix}"] = partial(version, Bucket=bucket, Key=f"{prefix}/nobody/nothing")
        old[f"list_object_versions {prefix}"] = partial(versions, Bucket=bucket, Prefix=f"{prefix}/nobody/")
    return current | old


def _of_table(session: boto3.Session, stack: Stack, table: str) -> Requests:
    dynamodb: Any = session.client("dynamodb", endpoint_url=stack.endpoint_url)
    named: dict[str, dict[str, Any]] = {
        "get_item": {"Key": KEY},
        "put_item": {"Item": KEY},
        "update_item": {"Key": KEY},
        "delete_item": {"Key": KEY},
        "scan": {},
        "scan for texts": {"ProjectionExpression": "pk, title"},
        "describe_table": {},
        "update_time_to_live": {"TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": True}},
    }
    query = partial(
        dynamodb.query,
        TableName=table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": KEY["pk"]},
    )
    return {
        **{
            name: partial(getattr(dynamodb, name.partition(" ")[0]), TableName=table, **more)
            for name, more in named.items()
        },
        **{name: partial(query, IndexName=name.removeprefix("query ")) for name in INDEXES},
        "query without an index": query,
        "scan for keys": partial(
            dynamodb.scan, TableName=table, Select="SPECIFIC_ATTRIBUTES", ProjectionExpression="pk"
        ),
    }


def _allowed(requests: Requests) -> set[str]:
    return {name for name, request in requests.items() if _let_through(request)}


def _let_through(request: Callable[[], Any]) -> bool:
    """Return True if access was granted, even if the request then failed."""
    try:
        request()
    except ClientError as error:
        return not error.response.get("Error", {}).get("Code", "").startswith(("AccessDenied", "AuthorizationError"))
    return True
