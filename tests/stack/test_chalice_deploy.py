"""The quick way to deploy: a stack with the resources, then the app by `chalice deploy` or Terraform."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from local.client import Api
from local.people import join, sign_in
from local.places import Places
from local.stack import Stack
from ship.account import Account
from ship.chalice_deploy.deployment import QuickWay
from ship.chalice_deploy.recording import STAGE, Recording
from ship.chalice_deploy.resources import whole_template
from ship.checkout import CHECKOUT
from ship.cloudformation import bridge, stacks
from ship.cloudformation.stacks import NotDeployed
from ship.destroy import destroy
from ship.operator_errors import Problem
from tests.running_service import PASSWORD, new_address
from tests.stack.devices import Device, Refused
from tests.stack.eventually import eventually
from tests.stack.routes import PUBLIC, all_methods
from tests.support.checkouts import copied

DOCUMENT = (CHECKOUT / "docs" / "chalice.md").read_text()
CHALICE = str(Path(sys.executable).with_name("chalice"))
FUNCTIONS = {
    "api_handler": "policy-api",
    "on_upload": "policy-on-upload",
    "on_change": "policy-on-change",
    "sweep": "policy-sweep",
    "pre_sign_up": "policy-pre-sign-up",
    "websocket_connect": "policy-websocket-connect",
    "websocket_message": "policy-websocket-message",
    "websocket_disconnect": "policy-websocket-disconnect",
}
DEPLOYER = (sys.executable, str(CHECKOUT / "tests" / "stack" / "chalice_deploy.py"))
NAME = "skynotes-dev"
QUOTA = "1000000"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what Chalice reads, as it is in the repository: these tests write into it."""
    return copied(tmp_path_factory.mktemp("quick") / "checkout")


@pytest.fixture(scope="module")
def run(checkout: Path, account: Account) -> Run:
    """Return a function that runs a command in the copy, against the embedded cloud."""
    names = {"AWS_ENDPOINT_URL": str(account.endpoint_url), "AWS_DEFAULT_REGION": account.region}
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    # For DEPLOYER, which is not in the copy.
    path = {"PYTHONPATH": str(checkout)}
    environment = {**os.environ, **names, **keys, **path}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=checkout, env=environment, input="", capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture(scope="module")
def way(checkout: Path, account: Account, places: Places, run: Run) -> QuickWay:
    """Return the quick way to the embedded cloud, without Chalice's long waits."""

    def chalice(_: Path, command: str, *options: str) -> None:
        done = run(*DEPLOYER, "deploy") if command == "deploy" else run(CHALICE, command, *options)
        assert done.returncode == 0, done.stderr

    return QuickWay(account, print, {"QuotaBytes": QUOTA, "SignUp": "open"}, checkout, places.data, chalice)


@pytest.fixture(scope="module")
def outputs(way: QuickWay) -> dict[str, str]:
    """Create the resources and record them in the copy; return their outputs."""
    return way.make_resources()


@pytest.fixture(scope="module")
def plan(run: Run, outputs: dict[str, str]) -> list[dict[str, Any]]:
    """Return every call that `chalice deploy --stage dev` would make."""
    assert outputs
    done = run(*DEPLOYER, "plan")
    assert done.returncode == 0, done.stderr
    calls: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return calls


@pytest.fixture(scope="module")
def deployed(way: QuickWay, plan: list[dict[str, Any]], outputs: dict[str, str]) -> dict[str, str]:
    """Deploy everything; return the resources' outputs."""
    assert plan
    way.deploy()
    return outputs


@pytest.fixture(scope="module")
def somebody(stack: Stack, way: QuickWay, deployed: dict[str, str]) -> Api:
    """Return a person who has joined what was deployed."""
    url = bridge.api_url({"RestAPIId": _api_id(way)}, stack.endpoint_url)
    pool = {"user_pool_id": deployed["UserPoolId"], "user_pool_client_id": deployed["UserPoolClientId"]}
    there = replace(stack, api_url=url, **pool)
    email = new_address("quick")
    join(there, email, PASSWORD)
    return Api(url, sign_in(there, email, PASSWORD))


@pytest.fixture(scope="module")
def terraform(run: Run, checkout: Path, outputs: dict[str, str]) -> str:
    """Return the file that `chalice package` writes for Terraform, with what Terraform reads from the stack."""
    done = run(CHALICE, "package", "--pkg-format", "terraform", "terraform")
    assert done.returncode == 0, done.stderr
    written = (checkout / "terraform" / "chalice.tf.json").read_text()
    # The embedded cloud has an address of its own for connections, so its stack has another output for that.
    return re.sub(r"\$\{data\.aws_cloudformation_stack\.resources\.outputs\.(\w+)\}", partial(_read, outputs), written)


def test_what_is_recorded_leaves_the_repositorys_files_as_they_are(checkout: Path, outputs: dict[str, str]) -> None:
    assert outputs["TableName"] in (checkout / ".chalice/recorded/dev/environment.json").read_text()
    for path in (CHECKOUT / ".chalice").glob("*.json"):
        assert (checkout / ".chalice" / path.name).read_bytes() == path.read_bytes()


def test_the_plan_that_chalice_prints_names_what_was_made(run: Run, outputs: dict[str, str]) -> None:
    done = run(CHALICE, "dev", "plan")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert outputs["MediaBucketName"] in done.stdout


def test_uploads_notify_their_function(plan: list[dict[str, Any]], outputs: dict[str, str]) -> None:
    (notification,) = _of(plan, "connect_s3_bucket_to_lambda")
    assert notification == {
        "bucket": outputs["MediaBucketName"],
        "function_arn": "on_upload_lambda_arn",
        "prefix": "incoming/",
        "suffix": None,
        "events": ["s3:ObjectCreated:*"],
    }


def test_the_tables_stream_reaches_its_function(
    plan: list[dict[str, Any]], account: Account, outputs: dict[str, str]
) -> None:
    (source,) = _of(plan, "create_lambda_event_source")
    table = account.dynamodb.describe_table(TableName=outputs["TableName"])["Table"]
    assert source["event_source_arn"] == table["LatestStreamArn"]
    assert source["function_name"] == "on_change_lambda_arn"
    assert source["starting_position"] == "TRIM_HORIZON"


def test_the_schedule_reaches_its_function(plan: list[dict[str, Any]]) -> None:
    (rule,) = _of(plan, "get_or_create_rule_arn")
    assert rule["schedule_expression"] == "rate(1 day)"
    (target,) = _of(plan, "connect_rule_to_lambda")
    assert target["function_arn"] == "sweep_lambda_arn"


def test_each_function_has_one_role_with_its_own_policy(plan: list[dict[str, Any]]) -> None:
    roles = {role["name"]: role["policy"] for role in _of(plan, "create_role")}
    functions = {function["function_name"]: function["role_arn"] for function in _of(plan, "create_function")}
    others = {f"skynotes-dev-{name}" for name in FUNCTIONS if name != "api_handler"}
    assert functions.keys() == {"skynotes-dev", *others}
    assert sorted(functions.values()) == sorted(f"{name}_role_arn" for name in roles)
    for name, file in FUNCTIONS.items():
        written = json.loads((CHECKOUT / ".chalice" / f"{file}.json").read_text())
        assert _allowed(roles[f"skynotes-dev-{name}"]) == _allowed(written)


def test_every_policy_names_what_was_made(plan: list[dict[str, Any]], outputs: dict[str, str]) -> None:
    text = json.dumps([role["policy"] for role in _of(plan, "create_role")])
    assert "Fn::" not in text
    assert "${" not in text
    groups = [f"/aws/lambda/{function['function_name']}:*" for function in _of(plan, "create_function")]
    for name in (f"/{outputs['TableName']}/", f":{outputs['MediaBucketName']}/", *groups):
        assert name in text


def test_every_route_but_health_and_preflight_asks_the_user_pool(
    plan: list[dict[str, Any]], account: Account, outputs: dict[str, str]
) -> None:
    (api,) = _of(plan, "import_rest_api")
    _asks_the_user_pool(api["swagger_document"], account, outputs)


def test_the_api_is_served_where_the_pages_host_looks_and_as_the_template_says(plan: list[dict[str, Any]]) -> None:
    (deployment,) = _of(plan, "deploy_rest_api")
    (update,) = _of(plan, "update_rest_api")
    declared = whole_template(CHECKOUT)["Resources"]["RestAPI"]["Properties"]
    assert deployment["api_gateway_stage"] == "api"
    assert [one["value"] for one in update["patch_operations"]] == [str(declared["MinimumCompressionSize"])]


def test_connections_have_their_functions(plan: list[dict[str, Any]]) -> None:
    assert {one["handler_type"] for one in _of(plan, "create_websocket_integration")} == {
        *("connect", "message", "disconnect"),
    }
    assert {one["route_key"] for one in _of(plan, "create_websocket_route")} == {"$connect", "$default", "$disconnect"}
    assert [one["stage_name"] for one in _of(plan, "create_stage")] == ["api"]


def test_functions_know_the_table_and_the_bucket(plan: list[dict[str, Any]], outputs: dict[str, str]) -> None:
    for function in _of(plan, "create_function"):
        variables = function["environment_variables"]
        assert (variables["TABLE"], variables["MEDIA_BUCKET"]) == (outputs["TableName"], outputs["MediaBucketName"])
        assert variables["QUOTA_BYTES"] == QUOTA
        assert variables["EVENTS_TOPIC_ARN"] == outputs["EventsTopicArn"]
        assert variables["METRICS_NAMESPACE"] == "skynotes-dev"


def test_what_fails_is_raised_since_chalice_ties_a_stream_that_asks_for_no_report(plan: list[dict[str, Any]]) -> None:
    (source,) = _of(plan, "create_lambda_event_source")
    assert "ReportBatchItemFailures" not in json.dumps(source)
    assert {one["environment_variables"]["REPORTS_FAILURES"] for one in _of(plan, "create_function")} == {"no"}


def test_terraform_gets_the_same(terraform: str, account: Account, outputs: dict[str, str]) -> None:
    assert "Fn::" not in terraform
    resources = json.loads(terraform)["resource"]
    (notification,) = resources["aws_s3_bucket_notification"].values()
    assert notification["bucket"] == outputs["MediaBucketName"]
    (target,) = notification["lambda_function"]
    assert (target["filter_prefix"], target["lambda_function_arn"]) == (
        "incoming/",
        "${aws_lambda_function.on_upload.arn}",
    )
    (source,) = resources["aws_lambda_event_source_mapping"].values()
    assert source["event_source_arn"].startswith(f"arn:aws:dynamodb:{account.region}:")
    assert f"{outputs['TableName']}/stream/" in source["event_source_arn"]
    assert {one["role"] for one in resources["aws_lambda_function"].values()} == {
        f"${{aws_iam_role.{name}_role.arn}}" for name in FUNCTIONS
    }
    swagger = json.loads(json.loads(terraform)["locals"]["chalice_api_swagger"])
    _asks_the_user_pool(swagger, account, outputs)


def test_cloudformation_takes_nothing_from_what_was_recorded(run: Run, checkout: Path, outputs: dict[str, str]) -> None:
    done = run(CHALICE, "package", "cloudformation")
    assert done.returncode == 0, done.stderr
    written = (checkout / "cloudformation" / "sam.json").read_text()
    assert "UserPool" in written
    assert [value for name, value in outputs.items() if name.endswith("Name") and value in written] == []


def test_code_that_was_compiled_here_is_not_deployed(way: QuickWay, plan: list[dict[str, Any]], tmp_path: Path) -> None:
    assert plan
    asked = []

    def chalice(_: Path, command: str, *options: str) -> None:
        asked.append(command)
        packaged = Path(options[-1])
        packaged.mkdir(parents=True)
        with zipfile.ZipFile(packaged / "deployment.zip", "w") as archive:
            archive.writestr("stray.so", b"compiled here")

    with pytest.raises(NotDeployed, match=r"stray\.so"):
        replace(way, data=tmp_path, chalice=chalice).deploy()
    assert asked == ["package"]


def test_what_is_deployed_answers_whoever_signed_in_and_nobody_else(somebody: Api) -> None:
    assert somebody.expect(200, "GET", "/notes")["items"] == []
    somebody.expect(201, "POST", "/notes", json={"title": "by the quick way", "text": "", "tags": []})
    nobody = Api(somebody.url)
    assert nobody.request("GET", "/notes").status_code == 401
    assert nobody.expect(200, "GET", "/health")["status"] == "ok"


def test_what_is_deployed_processes_a_file_and_deletes_it(
    account: Account, somebody: Api, deployed: dict[str, str]
) -> None:
    file = somebody.upload("a.txt", "text/plain", b"the quick way")
    assert file["status"] == "ready"
    eventually(lambda: len(_objects(account, deployed)) == 1)
    path = f"/files/{file['id']}"
    somebody.expect(204, "DELETE", path)
    somebody.expect(204, "DELETE", path, params={"permanently": "true"})
    eventually(lambda: _objects(account, deployed) == [])


def test_what_is_deployed_tells_devices_where_to_connect_and_answers_them(somebody: Api) -> None:
    given = somebody.expect(201, "POST", "/live/tickets")
    device = Device(given["url"], ticket=given["ticket"])
    assert device.is_answered()
    device.leave()
    with pytest.raises(Refused):
        Device(given["url"], ticket=given["ticket"])


def test_chalice_deploys_twice_and_makes_one_api(account: Account, way: QuickWay, deployed: dict[str, str]) -> None:
    assert deployed
    made = [one["id"] for one in account.apigateway.get_rest_apis()["items"] if one["name"] == "skynotes"]
    assert made == [_api_id(way)]


def test_the_pages_host_learns_where_the_api_is(account: Account, way: QuickWay, deployed: dict[str, str]) -> None:
    cloudfront: Any = account.session.client("cloudfront", endpoint_url=account.endpoint_url)
    config = cloudfront.get_distribution(Id=deployed["DistributionId"])["Distribution"]["DistributionConfig"]
    (path,) = [origin["OriginPath"] for origin in config["Origins"]["Items"] if origin["Id"] == "api"]
    assert path == f"/_aws/execute-api/{_api_id(way)}"


def test_the_page_is_served_and_configured_with_the_user_pool(account: Account, deployed: dict[str, str]) -> None:
    keys = [one["Key"] for one in account.s3.list_objects_v2(Bucket=deployed["WebBucketName"])["Contents"]]
    assert "index.html" in keys
    config = account.s3.get_object(Bucket=deployed["WebBucketName"], Key="config.json")["Body"].read()
    page_config = json.loads(config)
    assert page_config["userPoolId"] == deployed["UserPoolId"]
    assert page_config["userPoolClientId"] == deployed["UserPoolClientId"]


def test_chalice_prints_the_address_of_what_is_deployed(run: Run, way: QuickWay, deployed: dict[str, str]) -> None:
    assert deployed
    assert run(CHALICE, "url").stdout.strip() == f"https://{_api_id(way)}.execute-api.us-east-1.amazonaws.com/api/"


def test_chalice_runs_the_sweep_as_printed_and_shows_its_log(run: Run, deployed: dict[str, str]) -> None:
    assert deployed
    (printed,) = re.findall(r"^```sh\n([^`]*chalice invoke[^`]*)```", DOCUMENT, re.MULTILINE)
    swept = run("bash", "-c", printed.replace("| chalice", f"| {CHALICE}"))
    assert json.loads(swept.stdout)["skipped"] == 0
    assert '"Swept"' in run(CHALICE, "logs", "-n", "sweep").stdout


def test_chalice_deletes_what_it_has_made_and_nothing_else(
    run: Run, account: Account, deployed: dict[str, str]
) -> None:
    assert _made(account) != []
    done = run(CHALICE, "delete")
    assert done.returncode == 0, done.stderr
    assert _made(account) == []
    assert account.dynamodb.describe_table(TableName=deployed["TableName"])["Table"]["TableStatus"] == "ACTIVE"
    assert "Nothing was deployed" in run(CHALICE, "delete").stderr


def test_destroying_deletes_what_chalice_made_and_what_was_recorded_and_keeps_the_data(
    account: Account, way: QuickWay, deployed: dict[str, str]
) -> None:
    way.deploy()
    assert _made(account) != []
    destroy(account, NAME, NAME, way)
    assert (_made(account), stacks.find(account, NAME)) == ([], None)
    assert not Recording(way.checkout, STAGE).exists
    assert account.dynamodb.describe_table(TableName=deployed["TableName"])["Table"]["TableStatus"] == "ACTIVE"
    with pytest.raises(Problem, match=rf"{deployed['MediaBucketName']} still exists.*docs/recovery\.md"):
        way.deploy()
    assert _made(account) == []


def _made(account: Account) -> list[str]:
    """Return the names of everything that Chalice makes outside a stack: functions, roles, a rule, and two APIs."""
    client = partial(account.session.client, endpoint_url=account.endpoint_url)
    iam: Any = client("iam")
    events: Any = client("events")
    websocket: Any = client("apigatewayv2")
    names = [
        *(one["FunctionName"] for one in account.lambda_.list_functions()["Functions"]),
        *(one["RoleName"] for one in iam.list_roles()["Roles"]),
        *(one["Name"] for one in events.list_rules()["Rules"]),
        *(one["name"] for one in account.apigateway.get_rest_apis()["items"]),
        *(one["Name"] for one in websocket.get_apis()["Items"]),
    ]
    return [name for name in names if name == "skynotes" or name.startswith(NAME)]


def _api_id(way: QuickWay) -> str:
    return Recording(way.checkout, STAGE).api_ids["RestApiId"]


def _read(outputs: dict[str, str], expression: re.Match[str]) -> str:
    return outputs.get(expression[1], "wss://elsewhere")


def _of(plan: list[dict[str, Any]], method: str) -> list[Any]:
    return [call["params"] for call in plan if call["method_name"] == method]


def _allowed(policy: dict[str, Any]) -> list[Any]:
    """Return the policy's actions; `test_chalice_deploy_recording.py` compares the rest."""
    return [(one["Sid"], one["Effect"], one["Action"]) for one in policy["Statement"]]


def _asks_the_user_pool(swagger: Any, account: Account, outputs: dict[str, str]) -> None:
    operations = {
        (method.upper(), path): operation
        for path, methods in swagger["paths"].items()
        for method, operation in methods.items()
        if method != "options"
    }
    assert sorted(operations) == all_methods()
    unguarded = {path for (_, path), operation in operations.items() if not operation.get("security")}
    assert unguarded == {path for _, path in PUBLIC}
    (name,) = {next(iter(one)) for operation in operations.values() for one in operation.get("security", [])}
    authorizer = swagger["securityDefinitions"][name]["x-amazon-apigateway-authorizer"]
    pool = f"arn:aws:cognito-idp:{account.region}:{account.number}:userpool/{outputs['UserPoolId']}"
    assert (authorizer["type"], authorizer["providerARNs"]) == ("cognito_user_pools", [pool])


def _objects(account: Account, outputs: dict[str, str]) -> list[str]:
    listed = account.s3.list_objects_v2(Bucket=outputs["MediaBucketName"])
    return [one["Key"] for one in listed.get("Contents", [])]
