"""The package itself: its content, its run on what Lambda provides, and its reproducible build."""

from __future__ import annotations

import hashlib
import marshal
import re
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest

from local.client import put
from ship.account import Account
from ship.checkout import CHECKOUT
from ship.package import Package
from ship.packaging.elf import Library, libraries, unreached
from tests.build_artifacts import packaged as packaged_in
from tests.stack import invocation
from tests.stack.functions import connection_event
from tests.stack.unpacked import Unpacked, environment_of
from tests.support import sample_images
from tests.support.checkouts import copied, packaging
from tests.support.gateway_calls import Answer, call
from tests.support.moto_resources import TABLE, make_table

BUCKET = "unpacked-media"
PINNED = dict(re.findall(r"^([a-z]+)==(\S+)$", (CHECKOUT / "requirements.txt").read_text(), re.MULTILINE))
STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))


@pytest.fixture(scope="module")
def packaged(made: Path) -> Package:
    """Return the package that the embedded cloud runs."""
    return packaged_in(made, "local")


@pytest.fixture(scope="module")
def names(packaged: Package) -> list[str]:
    """Return the paths in the zip."""
    with zipfile.ZipFile(packaged.archive) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def unpacked(packaged: Package, account: Account, tmp_path_factory: pytest.TempPathFactory) -> Unpacked:
    """Return the functions with a table, a bucket and a topic of their own, whose events reach no other function."""
    make_table(account.dynamodb)
    account.s3.create_bucket(Bucket=BUCKET)
    topic = account.session.client("sns", endpoint_url=account.endpoint_url).create_topic(Name="package")["TopicArn"]
    environment = environment_of(account, TABLE, BUCKET, topic)
    return Unpacked(packaged.archive, tmp_path_factory.mktemp("task"), environment)


def test_the_api_runs_on_what_lambda_provides(unpacked: Unpacked) -> None:
    answer = _api(unpacked, "GET", "/health", owner=None)
    assert (answer.status, answer.body["status"]) == (200, "ok")


def test_a_photo_becomes_ready_and_is_deleted_on_what_lambda_provides(unpacked: Unpacked, account: Account) -> None:
    photo = sample_images.photo(orientation=6)
    file_id, key = _uploaded(unpacked, photo)
    taken = unpacked.invoke("app.on_upload", {"Records": [_arrival(account, key)]})
    file = _api(unpacked, "GET", f"/files/{file_id}").body
    assert (file["status"], file["camera"], len(file["urls"]["previews"])) == ("ready", "Canon EOS R5", 1)
    for name in ("app", "chalicelib.services.uploads", "chalice", "msgspec._core", "PIL._imaging", "PIL._webp"):
        assert _within(taken.files[name], unpacked.package)
    assert _within(taken.files["botocore"], unpacked.provided)
    _nothing_comes_from_elsewhere(unpacked, taken.files)

    removed = unpacked.invoke("app.on_change", {"Records": [_removal(account, file_id)]})
    assert account.s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 0
    _nothing_comes_from_elsewhere(unpacked, removed.files)


def test_a_device_connects_pings_and_leaves_on_what_lambda_provides(unpacked: Unpacked) -> None:
    ticket = _api(unpacked, "POST", "/live/tickets").body["ticket"]
    said = {"queryStringParameters": {"ticket": ticket}, "body": '{"type": "ping"}'}
    for handler, status in (("connect", 200), ("message", 200), ("disconnect", 200), ("connect", 403)):
        done = unpacked.invoke(f"app.websocket_{handler}", connection_event("c1", **said))
        assert done.answer == {"statusCode": status}
        _nothing_comes_from_elsewhere(unpacked, done.files)


@pytest.mark.parametrize(
    ("handler", "event"),
    [
        ("on_upload", {"Records": []}),
        ("on_change", {"Records": []}),
        ("pre_sign_up", {"triggerSource": "PreSignUp_AdminCreateUser", "request": {"userAttributes": {}}}),
    ],
)
def test_no_cold_start_compiles_a_module(unpacked: Unpacked, handler: str, event: dict[str, Any]) -> None:
    done = unpacked.invoke(f"app.{handler}", event)
    assert _within(done.files["app"], unpacked.package)
    assert [file for file in done.compiled if _within(file, unpacked.package)] == []


def test_every_module_has_its_bytecode(names: list[str]) -> None:
    tag = sys.implementation.cache_tag
    modules = {name for name in names if name.endswith(".py")}
    bytecode = {re.sub(rf"__pycache__/([^/]+)\.{tag}\.pyc$", r"\1.py", name) for name in names if name.endswith(".pyc")}
    assert bytecode == modules


def test_the_bytecode_names_the_files_of_lambda_and_needs_no_check(packaged: Package) -> None:
    with zipfile.ZipFile(packaged.archive) as archive:
        code = archive.read(f"__pycache__/app.{sys.implementation.cache_tag}.pyc")
    # PEP 552: of the second word, the lowest bit says that there is a hash, and the next one whether to check it.
    assert int.from_bytes(code[4:8], "little") == 0b01
    assert marshal.loads(code[16:]).co_filename == "/var/task/app.py"


def test_nothing_stands_at_the_top_but_what_the_functions_need(names: list[str]) -> None:
    listings = {f"{name}-{version}.dist-info" for name, version in PINNED.items()}
    tops = {name.split("/")[0] for name in names}
    assert tops == {"app.py", "__pycache__", "chalice", "chalicelib", "msgspec", "PIL", "pillow.libs"} | listings
    modules = {name for name in names if name.startswith("chalice/") and name.endswith(".py")}
    assert modules == {"chalice/__init__.py", "chalice/app.py"}


def test_there_are_modules_shared_objects_licences_and_lists_and_nothing_else(names: list[str]) -> None:
    needed = r"\.pyc?$|\.so[.\d]*$|/service_models/[^/]+\.json$|\.dist-info/(METADATA|RECORD|WHEEL|licenses/LICENSE)$"
    assert [name for name in names if not re.search(needed, name) or "test" in name] == []
    assert {name.split("-")[0] for name in names if name.endswith("LICENSE")} == {"msgspec", "pillow"}


def test_of_pillow_there_is_what_reads_and_writes_our_formats_and_colours(packaged: Package) -> None:
    found = _libraries(packaged)
    modules = {re.sub(r"\..*", "", library.name) for library in found if "/_" in library.name}
    pillows = {f"PIL/{name}" for name in ("_imaging", "_imagingcms", "_imagingmath", "_avif", "_webp")}
    assert modules == {"msgspec/_core"} | pillows
    assert unreached(found) == set()


def test_what_goes_to_aws_is_for_the_architecture_that_its_template_names(production: Package) -> None:
    assert {library.machine for library in _libraries(production)} == {"EM_AARCH64"}
    functions = [one for one in production.template["Resources"].values() if "Architectures" in one["Properties"]]
    assert [one["Properties"]["Architectures"] for one in functions] == [["arm64"]] * 8


def test_the_same_commit_gives_the_same_bytes_elsewhere(packaged: Package, tmp_path: Path) -> None:
    checkout = copied(tmp_path / "elsewhere")
    (checkout / "chalicelib" / "notes.py~").write_text("an editor's copy")
    (checkout / "chalicelib" / "__pycache__").mkdir()
    (checkout / "chalicelib" / "__pycache__" / "notes.cpython-311.pyc").write_text("some Python's cache")
    theirs = {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "AWS_DEFAULT_REGION": "ap-south-1", "AWS_PROFILE": "nobody"}
    done = packaging(checkout, "local", **theirs)
    assert done.returncode == 0, done.stderr
    assert _digests(Path(done.stdout.splitlines()[-1]).parent) == _digests(packaged.archive.parent)
    assert "MB zipped" in done.stderr


def _digests(directory: Path) -> list[str]:
    return [hashlib.sha256((directory / name).read_bytes()).hexdigest() for name in ("sam.yaml", "deployment.zip")]


def _api(unpacked: Any, method: str, path: str, body: object = None, **named: Any) -> Answer:
    return call(unpacked, method, path, body, **named)


def _uploaded(unpacked: Unpacked, data: bytes) -> tuple[str, str]:
    """Upload bytes, which then wait for the handler; return the file's id and the object's key."""
    digest = hashlib.sha256(data).hexdigest()
    body = {"name": "a.jpg", "content_type": "image/jpeg", "size": len(data), "sha256": digest}
    declared = _api(unpacked, "POST", "/files", body).body
    put(declared["upload"], data).raise_for_status()
    return declared["file"]["id"], declared["upload"]["url"].split("?")[0].split(f"{BUCKET}/")[1]


def _arrival(account: Account, key: str) -> dict[str, Any]:
    """Return S3's event record for uploaded bytes."""
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": account.region,
        "eventTime": "2026-11-21T09:00:00.000Z",
        "eventName": "ObjectCreated:Put",
        "s3": {
            "bucket": {"name": BUCKET},
            "object": {"key": quote_plus(key, safe="/"), "sequencer": "0A1B2C3D4E5F678901"},
        },
    }


def _removal(account: Account, file_id: str) -> dict[str, Any]:
    """Return the stream's record of a removed file."""
    items = account.dynamodb.scan(TableName=TABLE)["Items"]
    (item,) = [item for item in items if file_id in item["sk"].get("S", "") and "name" in item]
    return {
        "eventID": "c4ca4238a0b923820dcc509a6f75849b",
        "eventName": "REMOVE",
        "eventSourceARN": f"arn:aws:dynamodb:{account.region}:{account.number}:table/{TABLE}/stream/2026",
        "awsRegion": account.region,
        "dynamodb": {
            "ApproximateCreationDateTime": 1_790_000_000,
            "Keys": {"pk": item["pk"], "sk": item["sk"]},
            "OldImage": item,
            "SequenceNumber": "4421584500000000017450439091",
            "SizeBytes": 59,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    }


def _libraries(package: Package) -> list[Library]:
    with zipfile.ZipFile(package.archive) as archive:
        return libraries({name: archive.read(name) for name in archive.namelist()})


def _nothing_comes_from_elsewhere(unpacked: Unpacked, files: dict[str, str]) -> None:
    lambdas = (unpacked.package, unpacked.provided)
    others = {file for file in files.values() if not any(_within(file, place) for place in lambdas)}
    standard = {file for file in others if _within(file, STANDARD_LIBRARY) and "site-packages" not in file}
    assert others - standard == {invocation.__file__}


def _within(file: str, place: Path) -> bool:
    return Path(file).is_relative_to(place)
