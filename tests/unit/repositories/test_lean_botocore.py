"""The lean clients send the same requests and return the same answers as botocore's own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError, UnknownServiceError
from botocore.loaders import Loader
from botocore.model import Shape
from botocore.parsers import JSONParser, ResponseParserError
from botocore.session import get_session
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.repositories import lean_botocore
from chalicelib.repositories.lean_botocore import PackedLoader, TypedJsonParser, lean_session
from ship.packaging import service_models
from tests.support.canned_answers import Canned
from tests.support.imports import ROOT
from tests.support.moto_resources import REGION
from tests.trials import LONG

# Names a directory of models that another version of botocore has written, as Lambda's runtime has another one.
OTHERS = "PACKED_MODELS"
# Lambda's runtimes have had these in the last year, or later ones.
OLDEST = "1.40.4"
KEY = {"pk": {"S": "user#ann"}, "sk": {"S": "note#é"}}
PLACE = {"Bucket": "media", "Key": "originals/ann/é 1+2.jpg"}
ONE = [{"Id": "1", "Message": "a"}]
# A request of each operation, with all the parameters that we use.
REQUESTS: dict[tuple[str, str], dict[str, Any]] = {
    ("apigatewaymanagementapi", "DeleteConnection"): {"ConnectionId": "c=1"},
    ("apigatewaymanagementapi", "PostToConnection"): {"ConnectionId": "c=1", "Data": b"{}"},
    ("cognito-idp", "ListUsers"): {"UserPoolId": f"{REGION}_1", "Limit": 60, "PaginationToken": "next"},
    ("dynamodb", "DeleteItem"): {"TableName": "t", "Key": KEY, "ReturnValues": "ALL_OLD"},
    ("dynamodb", "GetItem"): {"TableName": "t", "Key": KEY, "ConsistentRead": True},
    ("dynamodb", "Query"): {"TableName": "t", "IndexName": "listed", "KeyConditionExpression": "pk = :pk", "Limit": 3},
    ("dynamodb", "Scan"): {"TableName": "t", "Limit": 1, "ExclusiveStartKey": KEY},
    ("dynamodb", "UpdateItem"): {"TableName": "t", "Key": KEY, "UpdateExpression": "SET a = :a"},
    ("dynamodb", "TransactWriteItems"): {
        "TransactItems": [{"Put": {"TableName": "t", "Item": KEY}}],
        "ClientRequestToken": "once",
    },
    ("s3", "CopyObject"): {**PLACE, "CopySource": {"Bucket": "media", "Key": "incoming/é"}},
    ("s3", "DeleteObject"): {**PLACE, "VersionId": "v"},
    ("s3", "DeleteObjects"): {"Bucket": "media", "Delete": {"Objects": [{"Key": "<a>&"}], "Quiet": True}},
    ("s3", "GetObject"): PLACE,
    ("s3", "PutObject"): {**PLACE, "Body": b"webp", "ContentType": "image/webp", "CacheControl": "private"},
    ("s3", "ListObjectVersions"): {"Bucket": "media", "Prefix": "incoming/", "MaxKeys": 100},
    ("s3", "ListObjectsV2"): {"Bucket": "media", "Prefix": "originals/", "StartAfter": "a"},
    ("sns", "PublishBatch"): {"TopicArn": "arn:aws:sns:eu-central-1:1:t", "PublishBatchRequestEntries": ONE},
    ("sqs", "SendMessage"): {"QueueUrl": "https://sqs.eu-central-1.amazonaws.com/1/q", "MessageBody": "é"},
}
ANSWERS = {"s3": b"<a/>", "sns": b"<a><PublishBatchResult/></a>"}
TEXT = st.text(max_size=20)
ATTRIBUTES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.builds(lambda value: {"S": value}, TEXT),
        st.builds(lambda value: {"N": str(value)}, st.integers()),
        st.builds(lambda value: {"BOOL": value}, st.booleans()),
        st.builds(lambda value: {"SS": value}, st.lists(TEXT, max_size=3)),
    ),
    lambda inner: st.one_of(
        st.builds(lambda value: {"L": value}, st.lists(inner, max_size=3)),
        st.builds(lambda value: {"M": value}, st.dictionaries(TEXT, inner, max_size=3)),
    ),
    max_leaves=8,
)
ITEMS = st.dictionaries(TEXT, ATTRIBUTES, max_size=4)
DYNAMODB = get_session().get_service_model("dynamodb")


def shape(operation: str) -> Shape:
    """Return the shape of an operation's answer."""
    found = DYNAMODB.operation_model(operation).output_shape
    assert found is not None
    return found


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the models of the package into a directory, unless another botocore has written them."""
    if OTHERS in os.environ:
        return Path(os.environ[OTHERS])
    directory = tmp_path_factory.mktemp("models")
    for name, model in service_models.packed().items():
        (directory / Path(name).name).write_bytes(model)
    return directory


def test_every_operation_has_a_request_here() -> None:
    pairs = {(service, operation) for service, names in service_models.OPERATIONS.items() for operation in names}
    assert REQUESTS.keys() == pairs


def test_the_operations_that_are_packed_are_those_in_use() -> None:
    sources = [*(ROOT / "chalicelib" / "repositories").rglob("*.py")]
    words = set(re.findall(r"\w+", "\n".join(source.read_text() for source in sources)))
    known = get_session()
    for service, packed_here in service_models.OPERATIONS.items():
        # Chalice and others have methods of these names, too.
        common = {"Query", "Scan", "Publish"} - packed_here
        used = {name for name in known.get_service_model(service).operation_names if xform_name(name) in words}
        assert used - common == packed_here, service


@pytest.mark.parametrize(("service", "operation"), REQUESTS)
def test_a_lean_client_sends_what_botocores_own_sends(packed: Path, service: str, operation: str) -> None:
    sessions = [get_session(), lean_session(service, packed)]
    assert len({_sent(session, service, operation) for session in sessions}) == 1


@pytest.mark.parametrize("operation", ["get_object", "put_object"])
def test_a_lean_client_presigns_with_what_botocores_own_presigns_with(packed: Path, operation: str) -> None:
    urls = [
        _client(session, "s3").generate_presigned_url(operation, Params=PLACE, ExpiresIn=60)
        for session in (get_session(), lean_session("s3", packed))
    ]
    assert len({re.sub(r"X-Amz-(Date|Signature)=\w+", "", url) for url in urls}) == 1


def test_what_is_not_packed_is_botocores_own(tmp_path: Path) -> None:
    lean, full = PackedLoader(tmp_path), Loader()
    assert lean.load_service_model("dynamodb", "service-2") == full.load_service_model("dynamodb", "service-2")
    assert lean.load_data_with_path("partitions") == full.load_data_with_path("partitions")
    with pytest.raises(UnknownServiceError):
        lean.load_service_model("no-such-service", "service-2")


def test_a_version_of_an_api_that_is_asked_for_is_botocores_own(packed: Path) -> None:
    version = Loader().determine_latest_version("dynamodb", "service-2")
    asked = PackedLoader(packed).load_service_model("dynamodb", "service-2", version)
    assert asked == Loader().load_service_model("dynamodb", "service-2")


def test_an_operation_that_botocore_does_not_know_is_named() -> None:
    with pytest.raises(ValueError, match=r"botocore knows no Fly\."):
        service_models.pruned({"operations": {}, "shapes": {}}, frozenset({"Fly"}))


@given(st.lists(ITEMS, max_size=3), ITEMS)
def test_an_answer_is_what_botocores_parser_makes_of_it(items: list[Any], start: Any) -> None:
    answer = {"Items": items, "Count": len(items), "ScannedCount": 7} | ({"LastEvaluatedKey": start} if start else {})
    response = {"body": json.dumps(answer).encode(), "status_code": 200, "headers": {"x-amzn-requestid": "r"}}
    assert TypedJsonParser().parse(response, shape("Query")) == JSONParser().parse(response, shape("Query"))


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_an_empty_answer_is_one(body: bytes) -> None:
    response = {"body": body, "status_code": 200, "headers": {}}
    assert TypedJsonParser().parse(response, shape("GetItem")) == JSONParser().parse(response, shape("GetItem"))


def test_an_answer_that_was_cut_off_is_no_empty_one() -> None:
    with pytest.raises(ResponseParserError):
        TypedJsonParser().parse({"body": b'{"Item": {"pk"', "status_code": 200, "headers": {}}, shape("GetItem"))


def test_a_refusal_has_the_items_that_botocores_parser_gives_it(packed: Path) -> None:
    reasons = [{"Code": "ConditionalCheckFailed", "Item": KEY}, {"Code": "None"}]
    name = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException"
    body = json.dumps({"__type": name, "Message": "No", "CancellationReasons": reasons}).encode()
    for session in (get_session(), lean_session("dynamodb", packed)):
        client = _client(session, "dynamodb")
        client.meta.events.register("before-send.dynamodb", Canned(400, body))
        with pytest.raises(ClientError) as refused:
            client.transact_write_items(TransactItems=[{"Put": {"TableName": "t", "Item": KEY}}])
        response: Any = refused.value.response
        assert (response["CancellationReasons"], response["Error"]["Code"]) == (reasons, "TransactionCanceledException")


def test_keys_that_are_in_no_environment_variable_are_looked_for_as_botocore_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "credentials").write_text("[default]\naws_access_key_id = elsewhere\naws_secret_access_key = s\n")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    found = lean_session("dynamodb").get_credentials()
    assert found is not None
    assert found.access_key == "elsewhere"


def test_in_a_checkout_nothing_is_packed() -> None:
    assert not lean_botocore.PACKED.exists()


# Both versions are fetched from the package index.
if LONG:

    @pytest.mark.soak
    @pytest.mark.parametrize("version", [f"=={OLDEST}", f">={OLDEST}"], ids=["oldest", "newest"])
    def test_another_botocore_does_the_same_with_our_models(packed: Path, tmp_path: Path, version: str) -> None:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", f"--target={tmp_path}"]
        subprocess.run([*install, f"botocore{version}"], check=True)
        run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__, "-m", "not soak"]
        # The operations and versions that this file compares are those of the botocore that packages.
        run += ["-k", "lean_client or answer or refusal"]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), OTHERS: str(packed)}
        done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def _client(session: Any, service: str) -> Any:
    config = Config(signature_version="s3v4") if service == "s3" else Config()
    endpoint = "https://a.execute-api.eu-central-1.amazonaws.com/api" if service.startswith("api") else None
    return session.create_client(service, region_name=REGION, config=config, endpoint_url=endpoint)


def _sent(session: Any, service: str, operation: str) -> tuple[str, str, frozenset[tuple[str, str]], bytes]:
    """Return a request as it would leave: method, URL, headers but those that differ each time, and body."""
    client = _client(session, service)
    canned = Canned(200, ANSWERS.get(service, b"{}"))
    client.meta.events.register(f"before-send.{service}", canned)
    getattr(client, xform_name(operation))(**REQUESTS[service, operation])
    request = canned.request
    changing = {"x-amz-date", "authorization", "amz-sdk-invocation-id", "amz-sdk-request", "user-agent"}
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()}
    same = frozenset((name, value) for name, value in headers.items() if name.lower() not in changing)
    body = request.body.read() if hasattr(request.body, "read") else request.body
    return request.method, request.url, same, body or b""
