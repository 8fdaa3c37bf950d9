"""The table, bucket and topic on moto. The table is created as `infra/template.yaml`, its only description, has it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client
    from types_boto3_sns import SNSClient

TABLE = "skynotes"
BUCKET = "skynotes-media"
REGION: Final = "eu-central-1"
WEBSOCKET_URL = f"wss://a1b2c3.execute-api.{REGION}.amazonaws.com/api"
TOPIC = "skynotes-events"
TOPIC_ARN = f"arn:aws:sns:{REGION}:123456789012:{TOPIC}"
FAILURES = "skynotes-failures"
FAILURES_URL = f"https://sqs.{REGION}.amazonaws.com/123456789012/{FAILURES}"
_TEMPLATE = Path(__file__).parents[2] / "infra" / "template.yaml"


class _Loader(yaml.CSafeLoader):
    """A loader that reads CloudFormation's short forms, such as `!Sub`, as their arguments."""


def _argument(loader: _Loader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    return loader.construct_mapping(node)  # type: ignore[arg-type]


_Loader.add_multi_constructor("!", _argument)


def pretend() -> None:
    """Set the environment of a function, and remove all other variables that the AWS clients would read."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(
        AWS_ACCESS_KEY_ID="testing",
        AWS_SECRET_ACCESS_KEY="testing",
        AWS_DEFAULT_REGION=REGION,
        TABLE=TABLE,
        MEDIA_BUCKET=BUCKET,
        WEBSOCKET_URL=WEBSOCKET_URL,
        METRICS_NAMESPACE="skynotes-test",
        EVENTS_TOPIC_ARN=TOPIC_ARN,
        ON_CHANGE_FAILURES_URL=FAILURES_URL,
    )


@cache
def _template() -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = yaml.load(_TEMPLATE.read_text(), _Loader)
    return found


def resources() -> dict[str, dict[str, Any]]:
    """Return all resources of the template, by logical name."""
    return _template()["Resources"]


def parameter(name: str) -> dict[str, Any]:
    """Return a parameter of the template."""
    return _template()["Parameters"][name]


def resource(name: str) -> dict[str, Any]:
    """Return the properties of a resource of the template."""
    properties: dict[str, Any] = resources()[name]["Properties"]
    return properties


def make_table(client: DynamoDBClient, name: str = TABLE) -> None:
    """Create the table without its stream, which moto would copy with the table for every action of a transaction."""
    properties = resource("Table")
    shape = ("BillingMode", "AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes")
    client.create_table(TableName=name, **{part: properties[part] for part in shape})


def make_bucket(client: S3Client) -> None:
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})


def make_topic(client: SNSClient) -> None:
    client.create_topic(Name=TOPIC)
