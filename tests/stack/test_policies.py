"""The functions' permissions: each has those that it uses, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

import boto3
import pytest
from botocore.exceptions import ClientError

from local.client import Api
from local.stack import STACK_NAME, Stack
from ship.account import Account
from ship.cloudformation import stacks
from tests.stack import functions, grants
from tests.stack.eventually import eventually
from tests.stack.functions import Functions
from tests.stack.grant_scenarios import GrantScenarios
from tests.stack.grants import Grant
from tests.stack.roles import Roles
from tests.support.factories import file_id

# Actions that Lambda itself performs with a function's role. The embedded cloud does not check these grants; AWS does,
# as documented in the place given here.
NOT_ENFORCED = {
    "logs:CreateLogStream": "AWSLambdaBasicExecutionRole",
    "logs:PutLogEvents": "AWSLambdaBasicExecutionRole",
    "xray:PutTelemetryRecords": "AWSXRayDaemonWriteAccess",
    "xray:PutTraceSegments": "AWSXRayDaemonWriteAccess",
    "dynamodb:DescribeStream": "AWSLambdaDynamoDBExecutionRole",
    "dynamodb:GetRecords": "AWSLambdaDynamoDBExecutionRole",
    "dynamodb:GetShardIterator": "AWSLambdaDynamoDBExecutionRole",
    "dynamodb:ListStreams": "AWSLambdaDynamoDBExecutionRole",
    "sqs:SendMessage": "Lambda Developer Guide, Adding a destination: required execution role permissions",
    "sns:Publish": "SNS API Reference, PublishBatch: a batch asks for sns:Publish, and here for what bridge.py gives",
}
# Wildcards for all resources of a kind or of a prefix, and for resources that cannot be named otherwise.
WILDCARDS = {
    "/index/*": "the table's indexes: the API reads them all",
    "/stream/*": "the table's stream, whose name is the time at which it was made",
    "/incoming/*": "objects by their prefix",
    "/originals/*": "objects by their prefix",
    "/previews/*": "objects by their prefix",
    "/api/POST/@connections/*": "connections, whose ids API Gateway makes up",
    "/api/DELETE/@connections/*": "likewise",
    "*": "X-Ray, which has no resources to name",
}
GRANTS = grants.written()
# The stream's function sends dead letters by itself, so this grant is checked.
ASKED = (("on_change", "sqs:SendMessage"),)
UNASKED = [grant for grant in GRANTS if grant.action in NOT_ENFORCED and (grant.function, grant.action) not in ASKED]
# The sweep first: it reads all data, and each scenario leaves more.
ENFORCED = sorted([grant for grant in GRANTS if grant not in UNASKED], key=lambda grant: grant.function != "sweep")

every_function = pytest.mark.parametrize("function", sorted(functions.NAMES, key=lambda name: name != "sweep"))


@pytest.fixture(scope="module")
def deployed(account: Account) -> Functions:
    return Functions(account)


@pytest.fixture(scope="module")
def roles(account: Account, deployed: Functions) -> Roles:
    return Roles(account, deployed)


@pytest.fixture(scope="module")
def scenarios(account: Account, stack: Stack, deployed: Functions, newcomer: Callable[[], Api]) -> GrantScenarios:
    return GrantScenarios(account, stack, deployed, newcomer())


@pytest.fixture(scope="class")
def no_events(scenarios: GrantScenarios) -> Iterator[None]:
    """Stop S3 and the stream from sending events to the functions."""
    with scenarios.alone():
        yield


def test_each_function_has_a_role_of_its_own_with_one_policy(deployed: Functions, roles: Roles) -> None:
    assert {grant.function for grant in GRANTS} == set(functions.NAMES)
    assert len({deployed.role(function) for function in functions.NAMES}) == len(functions.NAMES)
    assert all(len(roles.policies(function)) == 1 for function in functions.NAMES)


@every_function
def test_a_role_has_the_grants_that_are_written_down(roles: Roles, function: str) -> None:
    expected = [grant for grant in GRANTS if grant.function == function]
    assert expected
    assert grants.of_function(function, roles.policy(function)) == expected


@every_function
def test_nobody_but_lambda_takes_a_role_on(roles: Roles, function: str) -> None:
    (statement,) = roles.trust(function)["Statement"]
    assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}
    assert statement["Action"] == "sts:AssumeRole"


def test_no_grant_names_more_than_it_has_to() -> None:
    assert not [grant for grant in GRANTS if "*" in grant.action]
    assert {grant.resource for grant in GRANTS if "*" in grant.resource} == WILDCARDS.keys()
    assert {grant.sid for grant in GRANTS if grant.resource == "*"} == {"Tracing"}


@pytest.mark.parametrize("function", ["api_handler", "on_upload", "on_change", "sweep"])
def test_no_grant_reaches_a_bucket_of_another_account(roles: Roles, account: Account, function: str) -> None:
    own = {"aws:ResourceAccount": account.number}
    on_objects = [one for one in roles.policy(function)["Statement"] if "s3:" in str(one["Action"])]
    assert on_objects
    assert [one for one in on_objects if one["Condition"]["StringEquals"] != own] == []


@pytest.mark.usefixtures("no_events")
class TestEachGrant:
    """Scenarios with and without each grant; without it, they fail."""

    @every_function
    def test_with_all_grants_a_scenario_succeeds(self, scenarios: GrantScenarios, function: str) -> None:
        assert scenarios.take(function) == ""

    @pytest.mark.parametrize("grant", ENFORCED, ids=str)
    def test_without_it_a_scenario_fails(self, scenarios: GrantScenarios, roles: Roles, grant: Grant) -> None:
        with roles.without([grant]):
            assert "AccessDenied" in scenarios.take(grant.function)

    @every_function
    def test_with_its_grants_restored_a_scenario_succeeds_again(
        self, scenarios: GrantScenarios, roles: Roles, function: str
    ) -> None:
        assert grants.of_function(function, roles.policy(function)) == [
            grant for grant in GRANTS if grant.function == function
        ]
        assert scenarios.take(function) == ""


def test_a_single_event_is_published_by_its_grant_alone(roles: Roles, account: Account) -> None:
    """Check with a single event: for batches, as the function sends, the embedded cloud checks another action."""
    topic = stacks.outputs(account, STACK_NAME)["EventsTopicArn"]
    client = partial(boto3.Session.client, service_name="sns", endpoint_url=account.endpoint_url)
    event = {"TopicArn": topic, "Message": "nothing", "MessageAttributes": {}}
    client(roles.session("on_change")).publish(**event)
    taken = [grant for grant in GRANTS if grant.action == "sns:Publish"]
    with roles.without(taken), pytest.raises(ClientError, match="AuthorizationError"):
        client(roles.session("on_change")).publish(**event)


def test_what_the_embedded_cloud_does_not_ask_for_is_known(
    scenarios: GrantScenarios, deployed: Functions, roles: Roles, account: Account, stack: Stack
) -> None:
    assert {grant.action for grant in UNASKED} == NOT_ENFORCED.keys()
    # A policy without any grant would not be one.
    taken = [grant for grant in UNASKED if (grant.function, grant.sid) != ("pre_sign_up", "Tracing")]
    with roles.without(taken), deployed.listening(MaximumRecordAgeInSeconds=1):
        began = functions.now()
        assert scenarios.take("api_handler") == ""
        assert scenarios.take("sweep") == ""
        assert scenarios.take("pre_sign_up") == ""
        assert scenarios.take_in_what_is_not_there() == ""
        assert [scenarios.take(f"websocket_{what}") for what in ("connect", "message", "disconnect")] == [""] * 3
        _fail_for_good(account, stack)
        for url in (stack.on_change_failures_url, stack.on_upload_failures_url):
            eventually(partial(_take_dead_letter, account, url))
        assert all(deployed.logged(function, began) for function in functions.NAMES)
    account.s3.delete_bucket_policy(Bucket=stack.media_bucket)


def _fail_for_good(account: Account, stack: Stack) -> None:
    """Add an upload that belongs to no file and that no role may delete, and remove an invalid file item."""
    key = f"incoming/nobody/{file_id(1)}"
    resource = f"arn:aws:s3:::{stack.media_bucket}/{key}"
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObjectVersion", "Resource": resource}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    account.s3.put_bucket_policy(Bucket=stack.media_bucket, Policy=policy)
    account.s3.put_object(Bucket=stack.media_bucket, Key=key, Body=b"x")
    broken = {"pk": {"S": "user#nobody"}, "sk": {"S": "file#broken"}}
    account.dynamodb.put_item(TableName=stack.table, Item=broken)
    account.dynamodb.delete_item(TableName=stack.table, Key=broken)


def _take_dead_letter(account: Account, url: str) -> bool:
    queues = account.session.client("sqs", endpoint_url=account.endpoint_url)
    dead_letters = queues.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages", [])
    for dead_letter in dead_letters:
        queues.delete_message(QueueUrl=url, ReceiptHandle=dead_letter["ReceiptHandle"])
    return bool(dead_letters)
