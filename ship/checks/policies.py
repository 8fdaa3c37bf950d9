"""The IAM policies of a template's roles, with example values where only a deployment knows them."""

from __future__ import annotations

import re
from typing import Any

Document = dict[str, Any]

EXAMPLE_REGION = "us-east-1"
_PSEUDO_PARAMETERS = {
    "AWS::Partition": "aws",
    "AWS::AccountId": "123456789012",
    "AWS::Region": EXAMPLE_REGION,
    "AWS::StackName": "skynotes",
}
_ATTRIBUTES = {
    ("AWS::Cognito::UserPool", "Arn"): "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_{name}",
    ("AWS::ApiGatewayV2::Api", ""): "a1b2c3d4e5",
    ("AWS::DynamoDB::Table", "Arn"): "arn:aws:dynamodb:us-east-1:123456789012:table/{name}",
    ("AWS::DynamoDB::Table", "StreamArn"): "arn:aws:dynamodb:us-east-1:123456789012:table/{name}/stream/label",
    ("AWS::Logs::LogGroup", "Arn"): "arn:aws:logs:us-east-1:123456789012:log-group:{name}:*",
    ("AWS::S3::Bucket", "Arn"): "arn:aws:s3:::{name}",
    ("AWS::SNS::Topic", "TopicArn"): "arn:aws:sns:us-east-1:123456789012:{name}",
    ("AWS::SQS::Queue", "Arn"): "arn:aws:sqs:us-east-1:123456789012:{name}",
}


def of_roles(template: Document) -> dict[str, Document]:
    """Return each inline policy by the name of its role. Raises `KeyError` for a reference that is not known here."""
    types = {name: resource["Type"] for name, resource in template["Resources"].items()}
    return {
        name: _resolved(policy["PolicyDocument"], types)
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::IAM::Role"
        for policy in resource["Properties"].get("Policies", [])
    }


def _resolved(value: Any, types: dict[str, str]) -> Any:
    match value:
        case {"Fn::Sub": str(text)}:
            return re.sub(r"\$\{([^}]+)\}", lambda name: _example(name[1], types), text)
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return _example(f"{name}.{attribute}", types)
        case dict():
            return {name: _resolved(member, types) for name, member in value.items()}
        case list():
            return [_resolved(element, types) for element in value]
    return value


def _example(reference: str, types: dict[str, str]) -> str:
    if reference in _PSEUDO_PARAMETERS:
        return _PSEUDO_PARAMETERS[reference]
    name, _, attribute = reference.partition(".")
    return _ATTRIBUTES[types[name], attribute].format(name=name)
