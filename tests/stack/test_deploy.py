"""`make deploy` and `make destroy` of a separate stage on the embedded cloud."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from botocore.exceptions import ClientError

from chalicelib import __version__
from local.client import Api
from local.places import Places
from local.stack import Stack
from ship.account import Account
from ship.checkout import CHECKOUT
from ship.cloudformation import bridge, creation, stacks
from ship.cloudformation.change_sets import deploy
from ship.cloudformation.stacks import NotDeployed
from ship.package import Package, Resources, package

STAGE = "shipped"
NAME = f"skynotes-{STAGE}"
# These tests ask GET /health all the time.
PUBLIC = "PublicThrottleRate=100 PublicThrottleBurst=100"
LOST = {
    "Type": "AWS::Route53::RecordSet",
    "Properties": {
        "HostedZoneId": "Z00NOSUCHZONE",
        "Name": "a.example.org",
        "Type": "A",
        "TTL": "60",
        "ResourceRecords": ["192.0.2.1"],
    },
}


@pytest.fixture(scope="module")
def make(stack: Stack, places: Places) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs `make` in the shell of a user whose AWS is the embedded cloud."""
    environment = {**os.environ, "AWS_ENDPOINT_URL": stack.endpoint_url, "LOCAL_DIR": str(places.data)}

    def run(target: str, **variables: str) -> subprocess.CompletedProcess[str]:
        command = ["make", "-s", target, *(f"{name}={value}" for name, value in variables.items())]
        return subprocess.run(
            command, cwd=CHECKOUT, env=environment, input="", capture_output=True, text=True, timeout=180, check=False
        )

    return run


@pytest.fixture(scope="module")
def shipped(make: Callable[..., subprocess.CompletedProcess[str]]) -> str:
    """Deploy a stage by hand; return the output."""
    done = make("deploy", STAGE=STAGE, PARAMETERS=f"ThrottleRate=77 {PUBLIC} AlarmEmail=me@example.org")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def packaged(places: Places, stack: Stack) -> Package:
    """Return the package that runs in that stage."""
    made = package(places.data, STAGE)
    return replace(made, template=bridge.for_embedded_cloud(made.template, stack.endpoint_url))


@pytest.fixture
def api_url(account: Account, shipped: str) -> str:
    """Return the URL of that stage's API."""
    return bridge.api_url(stacks.outputs(account, NAME), str(account.endpoint_url))


def test_a_deployment_shows_what_will_change_then_each_resource_and_where_the_page_is(
    shipped: str, stack: Stack
) -> None:
    shown, done = shipped.index("+ Table "), shipped.index("create complete             Table\n")
    assert shown < done < shipped.index("Open ")
    (page,) = [word for word in shipped.split() if ".cloudfront.localhost" in word]
    host = {"Host": urlsplit(page).netloc}
    assert "Skynotes" in requests.get(stack.endpoint_url, headers=host, timeout=10).text
    assert requests.get(f"{stack.endpoint_url}/api/health", headers=host, timeout=10).json()["status"] == "ok"


def test_a_first_deployment_says_how_to_invite_somebody(shipped: str) -> None:
    assert f"make invite STAGE={STAGE} EMAIL=" in shipped
    assert "at most 50 times a day" in shipped


def test_what_holds_data_is_protected_in_the_end(shipped: str, account: Account) -> None:
    outputs = stacks.outputs(account, NAME)
    assert account.dynamodb.describe_table(TableName=outputs["TableName"])["Table"]["DeletionProtectionEnabled"]
    pool = account.cognito.describe_user_pool(UserPoolId=outputs["UserPoolId"])["UserPool"]
    assert pool["DeletionProtection"] == "ACTIVE"


def test_a_creation_that_fails_can_be_rolled_back_and_repeated(packaged: Package, account: Account) -> None:
    name = f"{NAME}-failing"
    data = {one: packaged.template["Resources"][one] for one in ("Table", "UserPool")}
    whole = Resources({"Resources": data})
    # AWS would delete neither of them in a rollback as long as it is protected.
    with pytest.raises(NotDeployed, match="No hosted zone"):
        creation.deploy(
            account, name, Resources({"Resources": data | {"Lost": LOST | {"DependsOn": [*data]}}}), {}, print
        )
    attempt: Any = account.cloudformation.get_template(StackName=name)["TemplateBody"]
    assert attempt["Resources"]["Table"]["Properties"]["DeletionProtectionEnabled"] is False
    assert attempt["Resources"]["UserPool"]["Properties"]["DeletionProtection"] == "INACTIVE"
    creation.deploy(account, name, whole, {}, print)
    protected: Any = account.cloudformation.get_template(StackName=name)["TemplateBody"]
    assert protected["Resources"]["Table"]["Properties"]["DeletionProtectionEnabled"] is True
    stacks.delete(account, name, print)


def test_another_deployment_changes_nothing_and_keeps_what_was_chosen(
    make: Callable[..., subprocess.CompletedProcess[str]], shipped: str, account: Account
) -> None:
    assert "    no changes\n" in make("deploy", STAGE=STAGE).stdout
    assert _parameters(account)["ThrottleRate"] == "77"
    changed = make("deploy", STAGE=STAGE, PARAMETERS="ThrottleRate=78")
    assert "~ RestAPIapiStage " in changed.stdout
    assert "+ " not in changed.stdout
    assert _parameters(account) | {"ThrottleRate": "78", "AlarmEmail": "me@example.org"} == _parameters(account)


def test_a_stage_is_closed_to_strangers_and_another_deployment_does_not_open_it(
    packaged: Package, shipped: str, account: Account
) -> None:
    for _ in range(2):
        with pytest.raises(ClientError, match="Accounts here are by invitation"):
            _sign_up(account, "stranger@example.org")
        deploy(account, NAME, packaged, {})
    config = json.load(
        account.s3.get_object(Bucket=stacks.outputs(account, NAME)["WebBucketName"], Key="config.json")["Body"]
    )
    assert (config["signUp"], config["signUpDomains"]) == ("closed", [])


def test_a_stage_may_be_open_to_the_addresses_of_a_domain(packaged: Package, shipped: str, account: Account) -> None:
    deploy(account, NAME, packaged, {"SignUp": "domain", "SignUpDomains": "example.org,example.com"})
    assert _sign_up(account, "member@example.com")["UserConfirmed"] is False
    with pytest.raises(ClientError, match=r"addresses of example\.org or example\.com"):
        _sign_up(account, "stranger@example.net")
    deploy(account, NAME, packaged, {"SignUp": "closed"})
    with pytest.raises(ClientError, match="Accounts here are by invitation"):
        _sign_up(account, "another@example.com")


def test_whoever_is_invited_gets_into_a_closed_stage(
    make: Callable[..., subprocess.CompletedProcess[str]], shipped: str, account: Account
) -> None:
    done = make("invite", STAGE=STAGE, EMAIL="ann@example.org")
    assert done.returncode == 0, done.stderr
    temporary = re.findall(r"temporary password is (\S+)", done.stdout)[0]
    outputs = stacks.outputs(account, NAME)
    client = {"ClientId": outputs["UserPoolClientId"]}
    given = {"USERNAME": "ann@example.org", "PASSWORD": temporary}
    pool: Any = account.cognito
    asked = pool.initiate_auth(**client, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=given)
    assert asked["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    chosen = {"USERNAME": "ann@example.org", "NEW_PASSWORD": "a-password-of-her-own"}
    answer = pool.respond_to_auth_challenge(
        **client, ChallengeName=asked["ChallengeName"], Session=asked["Session"], ChallengeResponses=chosen
    )
    url = bridge.api_url(outputs, str(account.endpoint_url))
    assert Api(url, answer["AuthenticationResult"]["IdToken"]).expect(200, "GET", "/me")["email"] == "ann@example.org"


def test_what_was_never_chosen_follows_the_template(packaged: Package, shipped: str, account: Account) -> None:
    defaults = packaged.template["Parameters"] | {"LogRetentionDays": {"Type": "Number", "Default": 7}}
    deploy(account, NAME, replace(packaged, template=packaged.template | {"Parameters": defaults}), {})
    assert _parameters(account)["LogRetentionDays"] == "7"


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ("Colour=blue", "Unknown parameter: Colour"),
        ("AlarmEmail", "Name=value"),
        ("DomainName=notes.example.org", "requires HostedZoneId"),
    ],
)
def test_what_cannot_be_deployed_is_said_in_a_sentence(
    make: Callable[..., subprocess.CompletedProcess[str]], shipped: str, parameters: str, reason: str
) -> None:
    done = make("deploy", STAGE=STAGE, PARAMETERS=parameters)
    assert done.returncode != 0
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_a_domain_of_ones_own_brings_its_certificate_and_records(
    packaged: Package, shipped: str, account: Account
) -> None:
    route53 = account.session.client("route53", endpoint_url=account.endpoint_url)
    zone = route53.create_hosted_zone(Name="example.org", CallerReference=NAME)["HostedZone"]["Id"].split("/")[-1]
    chosen = {"DomainName": "notes.example.org", "HostedZoneId": zone}
    deploy(account, NAME, packaged, chosen)
    outputs = stacks.outputs(account, NAME)
    assert outputs["WebUrl"] == "https://notes.example.org/"
    records = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    aliases = {
        record["Type"]: record["AliasTarget"]["DNSName"].rstrip(".") for record in records if "AliasTarget" in record
    }
    assert aliases == dict.fromkeys(("A", "AAAA"), outputs["DistributionDomainName"])
    distribution = account.cloudfront.get_distribution_config(Id=outputs["DistributionId"])["DistributionConfig"]
    assert distribution["Aliases"]["Items"] == ["notes.example.org"]
    assert distribution["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    (cors,) = account.s3.get_bucket_cors(Bucket=outputs["MediaBucketName"])["CORSRules"]
    assert "https://notes.example.org" in cors["AllowedOrigins"]
    deploy(account, NAME, packaged, dict.fromkeys(chosen, ""))


def test_a_new_version_takes_over_and_no_request_is_lost(
    packaged: Package, shipped: str, account: Account, api_url: str, tmp_path: Path
) -> None:
    assert _version(api_url) == __version__
    with _asking_all_the_time(f"{api_url}/health") as answers:
        deploy(account, NAME, _as_version("9.9.9", packaged, tmp_path), {})
        _until(lambda: answers["200 9.9.9"] > 10)
    assert set(answers) == {f"200 {__version__}", "200 9.9.9"}
    assert answers[f"200 {__version__}"] > 10
    deploy(account, NAME, packaged, {})


def test_a_version_that_cannot_be_made_leaves_the_one_before_running_and_says_why(
    packaged: Package, shipped: str, account: Account, api_url: str, stack: Stack, tmp_path: Path
) -> None:
    worse = _as_version("6.6.6", packaged, tmp_path)
    lost = LOST | {"DependsOn": ["APIHandler", "OnUpload"]}
    with _asking_all_the_time(f"{api_url}/health") as answers:
        with pytest.raises(NotDeployed, match=r"ROLLBACK_COMPLETE.\nLost \(AWS::Route53::RecordSet\): No hosted zone"):
            deploy(account, NAME, _with(worse, Lost=lost), {})
        _until(lambda: answers[f"200 {__version__}"] > 10)
    assert [answer for answer in answers if not answer.startswith("200 ")] == []
    assert _version(api_url) == __version__
    deploy(account, NAME, packaged, {})


def test_a_name_that_is_taken_is_refused_before_anything_is_touched(
    packaged: Package, shipped: str, account: Account, stack: Stack
) -> None:
    taken = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": stack.media_bucket}}
    with pytest.raises(NotDeployed, match=rf"Taken \(AWS::S3::Bucket\).*{stack.media_bucket}"):
        deploy(account, NAME, _with(packaged, Taken=taken), {})


def test_nothing_that_holds_data_is_put_aside_for_something_empty(
    packaged: Package, shipped: str, account: Account
) -> None:
    table = packaged.template["Resources"]["Table"]
    renamed = table | {"Properties": table["Properties"] | {"TableName": "another"}}
    with pytest.raises(NotDeployed, match=r"remove or replace Table, .*Nothing was changed"):
        deploy(account, NAME, _with(packaged, Table=renamed), {})
    deploy(account, NAME, _with(packaged, Album={"Type": "AWS::S3::Bucket"}), {})
    with pytest.raises(NotDeployed, match=r"remove or replace Album, .*Nothing was changed"):
        deploy(account, NAME, packaged, {})


def test_destroying_asks_first_names_what_is_kept_and_keeps_it(
    make: Callable[..., subprocess.CompletedProcess[str]], shipped: str, account: Account
) -> None:
    outputs = stacks.outputs(account, NAME)
    assert make("destroy", STAGE=STAGE, CONFIRM="yes").returncode != 0
    assert stacks.status(account, NAME) != "gone"
    done = make("destroy", STAGE=STAGE, CONFIRM=NAME)
    assert done.returncode == 0, done.stdout + done.stderr
    kept = ("TableName", "MediaBucketName", "WebBucketName", "UserPoolId")
    assert [name for name in kept if outputs[name] not in done.stdout] == []
    assert stacks.status(account, NAME) == "gone"
    account.dynamodb.describe_table(TableName=outputs["TableName"])
    account.s3.head_bucket(Bucket=outputs["MediaBucketName"])
    again = make("deploy", STAGE=STAGE)
    assert again.returncode != 0
    assert f"{outputs['MediaBucketName']} still exists" in again.stderr
    assert f"There is no stack {NAME}" in make("destroy", STAGE=STAGE, CONFIRM=NAME).stderr


def _sign_up(account: Account, email: str) -> Any:
    client = stacks.outputs(account, NAME)["UserPoolClientId"]
    return account.cognito.sign_up(ClientId=client, Username=email, Password="a-password-of-ones-own")


def _with(packaged: Package, **resources: Any) -> Package:
    """Return the same package with additional or replaced resources."""
    return replace(packaged, template=packaged.template | {"Resources": packaged.template["Resources"] | resources})


def _parameters(account: Account) -> dict[str, str]:
    found = stacks.find(account, NAME)
    assert found
    return {one["ParameterKey"]: one["ParameterValue"] for one in found["Parameters"]}


def _as_version(version: str, packaged: Package, directory: Path) -> Package:
    """Return the same package as if it had been released with this version."""
    archive = directory / "deployment.zip"
    with zipfile.ZipFile(packaged.archive) as old, zipfile.ZipFile(archive, "w") as new:
        for entry in old.infolist():
            body = old.read(entry)
            # Python never compares it with the source.
            if entry.filename.startswith("chalicelib/__pycache__/__init__."):
                continue
            if entry.filename == "chalicelib/__init__.py":
                assert __version__.encode() in body
                body = body.replace(__version__.encode(), version.encode())
            new.writestr(entry, body)
    return replace(packaged, archive=archive)


@contextmanager
def _asking_all_the_time(url: str) -> Iterator[Counter[str]]:
    """Send requests from four threads, below the throttling limit; count the answers by status and version."""
    answers: Counter[str] = Counter()
    done = threading.Event()

    def ask() -> None:
        while not done.wait(0.1):
            answers[_answer(url)] += 1

    people = [threading.Thread(target=ask) for _ in range(4)]
    for person in people:
        person.start()
    try:
        _until(lambda: answers.total() > 40)
        yield answers
    finally:
        done.set()
        for person in people:
            person.join()


def _answer(url: str) -> str:
    try:
        response = requests.get(url, timeout=30)
    except requests.RequestException as lost:
        return type(lost).__name__
    return f"{response.status_code} {response.json().get('version', response.text)}"


def _version(api_url: str) -> str:
    return str(requests.get(f"{api_url}/health", timeout=30).json()["version"])


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
