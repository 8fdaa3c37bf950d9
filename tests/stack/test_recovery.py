"""A backup of one service, and its restore in another."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from local.client import Api
from local.people import join, sign_in
from local.photos import DUSK, Scene, photo
from local.places import Places
from local.stack import STACK_NAME, Stack
from operate.archive import Archive
from operate.backup import backup as make_backup
from operate.restore import restore
from operate.running_stage import Problem, Service
from ship.account import Account
from ship.checkout import CHECKOUT
from tests.build_artifacts import copied
from tests.running_service import PASSWORD, free_places, new_address, trusted
from tests.stack.eventually import eventually
from tests.stack.test_trash import objects

EMAIL = "keeper@skynotes.example"
NEW_PASSWORD = "forgotten and chosen anew"
CLAIMED = "I say that it is mine"
STATES = ("active", "archived", "trashed")


@pytest.fixture(scope="module")
def keeper(stack: Stack) -> Api:
    """Return a user with data of every kind."""
    join(stack, EMAIL, PASSWORD)
    api = Api(stack.api_url, sign_in(stack, EMAIL, PASSWORD))
    note = _write(api, {"title": "Plain", "text": "ä\u2028\U0001f600\n", "tags": ["a", "b"], "pinned": True})
    api.expect(200, "PATCH", f"/notes/{note}", json={"tags": ["b", "c"]}, headers={"If-Match": "*"})
    api.expect(200, "PATCH", f"/notes/{_write(api, {})}", json={"state": "archived"}, headers={"If-Match": "*"})
    scene = Scene("", "", DUSK, (70, 64, 96), datetime(2026, 6, 23, 20, 48, tzinfo=UTC), 46.5, 8.0, 6, (1600, 2400))
    picture = api.upload("hills.jpg", "image/jpeg", photo(scene), note_id=note)["id"]
    api.expect(200, "PATCH", f"/files/{picture}", json={"caption": "From the ridge"}, headers={"If-Match": "*"})
    _throw_away_a_note_with_a_file(api)
    _throw_away_a_file(api)
    assert api.upload("not.jpg", "image/jpeg", b"no picture")["status"] == "rejected"
    api.declare("never.txt", "text/plain", b"never sent")
    return api


@pytest.fixture(scope="module")
def others(stack: Stack, account: Account) -> None:
    """Create a user whose address another one claims elsewhere, a disabled user, and one who never confirmed."""
    for name in ("claimed", "locked-out"):
        join(stack, f"{name}@skynotes.example", PASSWORD)
    account.cognito.admin_disable_user(UserPoolId=stack.user_pool_id, Username="locked-out@skynotes.example")
    account.cognito.sign_up(
        ClientId=stack.user_pool_client_id, Username="unconfirmed@skynotes.example", Password=PASSWORD
    )


@pytest.fixture(scope="module")
def service(stack: Stack, account: Account) -> Service:
    assert stack.table
    return Service.find(account, STACK_NAME)


@pytest.fixture(scope="module")
def backup(keeper: Api, others: None, stack: Stack, places: Places, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Back up the service by `make backup`; return the directory."""
    assert keeper.token
    directory = tmp_path_factory.mktemp("backup") / "of everything"
    stack.write(places)
    assert "is complete" in _make(places, "backup", f"TO={directory}")
    return directory


@pytest.fixture(scope="module")
def elsewhere(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """Start another service without users, with the same package and page; return its places."""
    other = free_places(copied(made, tmp_path_factory.mktemp("elsewhere")))
    with trusted(other) as running:
        running.write(other)
        yield other


@pytest.fixture(scope="module")
def refuge(elsewhere: Places) -> Service:
    return Service.find(Account.embedded(elsewhere.endpoint_url), STACK_NAME)


@pytest.fixture(scope="module")
def restored(backup: Path, refuge: Service, elsewhere: Places) -> Stack:
    """Restore into the other service, interrupted twice and then completed; return that service."""
    there = Stack.read(elsewhere)
    refuge.account.cognito.sign_up(
        ClientId=there.user_pool_client_id, Username="claimed@skynotes.example", Password=CLAIMED
    )
    with pytest.raises(Interrupted), _interrupted(refuge.account.dynamodb, "TransactWriteItems", after=3):
        restore(refuge, Archive(backup))
    with pytest.raises(Interrupted), _interrupted(refuge.account.s3, "PutObject", after=1):
        restore(refuge, Archive(backup))
    assert "objects uploaded" in _make(elsewhere, "restore", f"FROM={backup}")
    return there


@pytest.fixture(scope="module")
def returned(restored: Stack, refuge: Service) -> Api:
    """Return the same user there, after the password reset that a restore requires."""
    pool, client = refuge.account.cognito, restored.user_pool_client_id
    pool.forgot_password(ClientId=client, Username=EMAIL)
    pool.confirm_forgot_password(ClientId=client, Username=EMAIL, ConfirmationCode="654321", Password=NEW_PASSWORD)
    return Api(restored.api_url, sign_in(restored, EMAIL, NEW_PASSWORD))


def test_what_was_kept_is_found_again_to_the_last_byte(keeper: Api, returned: Api) -> None:
    before = belongings(keeper)
    assert [len(before["notes"][state]) for state in STATES] == [1, 1, 1]
    assert [len(before["files"][state]) for state in ("active", "trashed")] == [3, 2]
    assert len(before["bytes"]["hills.jpg"]) == 4
    assert belongings(returned) == before


def test_the_stream_takes_what_comes_back_for_nothing_that_happened(
    keeper: Api, returned: Api, restored: Stack, refuge: Service
) -> None:
    _let_the_stream_catch_up(restored, refuge)
    assert belongings(returned) == belongings(keeper)


def test_every_item_is_what_it_was_and_expires_when_it_did(
    keeper: Api, returned: Api, service: Service, refuge: Service
) -> None:
    before, after = _items(service, keeper), _items(refuge, returned)
    came = {key: item.pop("changed_sk")["S"] for key, item in after.items() if key.startswith(("note", "file"))}
    went = {key: item.pop("changed_sk")["S"] for key, item in before.items() if key in came}
    for items in (before, after):
        # The revision goes up whenever usage is counted, and a restore counts everything again.
        del items["usage"]["revision"]
    # The bytes deleted in that week are not restored either: they are not in the other bucket.
    del before["usage"]["deleted_week"], before["usage"]["deleted_bytes"]
    assert after == before
    assert all(came[key] > went[key] for key in came), "those who follow the changes would not learn of it"
    kinds = {key.split("#")[0] for key in before}
    assert kinds == {"note", "file", "usage", "idempotency", "gone"}
    assert {key.split("#")[0] for key, item in before.items() if "expires_at" in item} == kinds - {"usage"}


def test_nobody_comes_in_who_could_not_before(restored: Stack, refuge: Service) -> None:
    pages = refuge.account.cognito.get_paginator("list_users").paginate(UserPoolId=refuge.user_pool_id)
    users = [user for page in pages for user in page["Users"]]
    people = {_attributes(user)["email"].split("@")[0]: user for user in users}
    assert people.keys() >= {"keeper", "claimed", "locked-out"}
    assert "unconfirmed" not in people
    assert [name for name, user in people.items() if not user["Enabled"]] == ["locked-out"]
    assert {user["UserStatus"] for user in users} == {"CONFIRMED"}
    assert _attributes(people["keeper"])["email_verified"] == _attributes(people["claimed"])["email_verified"] == "true"
    with pytest.raises(ClientError, match="NotAuthorizedException"):
        sign_in(restored, "claimed@skynotes.example", CLAIMED)


def test_a_second_restore_changes_nothing(restored: Stack, refuge: Service, backup: Path) -> None:
    assert restored.table
    before = _everything(refuge)
    restore(refuge, Archive(backup))
    assert _everything(refuge) == before


def test_a_backup_that_was_cut_off_is_refused_and_goes_on_where_it_was(
    backup: Path, places: Places, service: Service, refuge: Service, tmp_path: Path
) -> None:
    cut_off = tmp_path / "cut off"
    shutil.copytree(backup, cut_off)
    (cut_off / "manifest.json").unlink()
    with pytest.raises(Problem, match="no complete backup"):
        restore(refuge, Archive(cut_off))
    (missing, *_) = sorted((cut_off / "objects").rglob("*.webp"))
    missing.write_bytes(b"half of")
    with _counted(service.account.s3, "GetObject") as fetched:
        make_backup(service, Archive(cut_off))
    assert len(fetched) == 1
    assert Archive(cut_off).manifest()["objects"] == Archive(backup).manifest()["objects"]


def test_what_was_deleted_since_comes_back_only_when_asked_for(
    returned: Api, restored: Stack, refuge: Service, backup: Path
) -> None:
    before = belongings(returned)
    (note,) = before["notes"]["trashed"]
    (file,) = note["file_ids"]
    returned.expect(204, "DELETE", f"/notes/{note['id']}?permanently=true")
    eventually(lambda: not objects(refuge.account, restored, file))
    without = belongings(returned)
    restore(refuge, Archive(backup))
    assert belongings(returned) == without
    assert not objects(refuge.account, restored, file)
    restore(refuge, Archive(backup), deleted=True)
    assert belongings(returned) == before
    returned.expect(204, "DELETE", f"/notes/{note['id']}?permanently=true")
    assert belongings(returned) == without


def test_the_table_as_it_was_and_versions_of_objects_bring_back_what_was_deleted(
    returned: Api, restored: Stack, refuge: Service, elsewhere: Places, tmp_path: Path
) -> None:
    before = belongings(returned)
    refuge.account.dynamodb.restore_table_to_point_in_time(
        SourceTableName=refuge.table, TargetTableName="as-it-was", UseLatestRestorableTime=True
    )
    (file,) = [one["id"] for one in before["files"]["trashed"] if one["name"] == "alone.txt"]
    returned.expect(204, "DELETE", f"/files/{file}?permanently=true")
    eventually(lambda: not objects(refuge.account, restored, file))
    _undelete_objects(refuge)
    _make(elsewhere, "backup", f"TO={tmp_path}", "FROM_TABLE=as-it-was")
    _make(elsewhere, "restore", f"FROM={tmp_path}", "DELETED=too")
    assert belongings(returned) == before


def test_what_a_deleted_stack_left_behind_can_be_backed_up(elsewhere: Places, refuge: Service, tmp_path: Path) -> None:
    kept = f"FROM_TABLE={refuge.table}", f"FROM_BUCKET={refuge.media_bucket}", f"FROM_POOL={refuge.user_pool_id}"
    _make(elsewhere, "backup", "STAGE=nowhere", f"TO={tmp_path}", *kept, **_as_on_aws(elsewhere))
    manifest = Archive(tmp_path).manifest()
    assert manifest["items"] == len(_scanned(refuge))
    assert manifest["source"] == refuge.identity


def test_what_cannot_be_done_is_said_in_a_sentence(backup: Path, elsewhere: Places, tmp_path: Path) -> None:
    on_aws = _as_on_aws(elsewhere)
    assert "no stack skynotes-nowhere" in _refused(elsewhere, "replay", "STAGE=nowhere", **on_aws)
    assert "no complete backup" in _refused(elsewhere, "restore", f"FROM={tmp_path}")
    assert "another service" in _refused(elsewhere, "backup", f"TO={backup}")
    on_aws["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9"
    assert "does not answer at" in _refused(elsewhere, "replay", "STAGE=nowhere", **on_aws)


def belongings(person: Api) -> Any:
    """Return all data that a user can see, bytes included; presigned URLs are temporary and left out."""
    notes, files = {}, {}
    contents: dict[str, Any] = {}
    for state in STATES:
        listed = person.expect(200, "GET", f"/notes?state={state}")["items"]
        notes[state] = [person.expect(200, "GET", f"/notes/{note['id']}") for note in listed]
        files[state] = person.expect(200, "GET", f"/files?state={state}&urls=true")["items"]
        for file in files[state]:
            contents[file["name"]] = _contents(file.pop("urls"))
    usage = person.expect(200, "GET", "/me")["usage"]
    return {"notes": notes, "files": files, "bytes": contents, "usage": usage}


def _contents(urls: Any) -> list[tuple[str, str | None, bytes]]:
    answers = [requests.get(url, timeout=10) for url in _addresses(urls)]
    assert all(answer.ok for answer in answers)
    return [(answer.headers["Content-Type"], answer.headers.get("Cache-Control"), answer.content) for answer in answers]


def _addresses(urls: Any) -> list[str]:
    return [urls["original"], *(preview["url"] for preview in urls["previews"])] if urls else []


def _write(person: Api, note: dict[str, Any]) -> str:
    headers = {"Idempotency-Key": note.get("title", "untitled")}
    return str(person.expect(201, "POST", "/notes", json=note, headers=headers)["id"])


def _throw_away_a_note_with_a_file(person: Api) -> None:
    note = _write(person, {"title": "Gone"})
    person.upload("with-it.txt", "text/plain", b"goes along", note_id=note)
    person.expect(204, "DELETE", f"/notes/{note}")


def _throw_away_a_file(person: Api) -> None:
    for name in ("alone.txt", "for-good.txt"):
        file = person.upload(name, "text/plain", name.encode())["id"]
        person.expect(204, "DELETE", f"/files/{file}")
    person.expect(204, "DELETE", f"/files/{file}?permanently=true")


def _let_the_stream_catch_up(stack: Stack, service: Service) -> None:
    """Wait for the effect of one more change: the stream is ordered, so all earlier changes are processed by then."""
    email = new_address("last")
    join(stack, email, PASSWORD)
    last = Api(stack.api_url, sign_in(stack, email, PASSWORD))
    file = last.upload("last.txt", "text/plain", b"last")["id"]
    last.expect(204, "DELETE", f"/files/{file}")
    last.expect(204, "DELETE", f"/files/{file}?permanently=true")
    eventually(lambda: not objects(service.account, stack, file))


def _attributes(user: Any) -> dict[str, str]:
    return {attribute["Name"]: attribute["Value"] for attribute in user["Attributes"]}


def _items(service: Service, person: Api) -> dict[str, Any]:
    """Return a user's items by sort key, without their partition key."""
    partition = {"S": f"user#{person.expect(200, 'GET', '/me')['id']}"}
    return {
        item["sk"]["S"]: {name: value for name, value in item.items() if name != "pk"}
        for item in _scanned(service)
        if item["pk"] == partition
    }


def _scanned(service: Service) -> list[Any]:
    pages = service.account.dynamodb.get_paginator("scan").paginate(TableName=service.table)
    return [item for page in pages for item in page["Items"]]


def _undelete_objects(service: Service) -> None:
    """Remove the delete markers, so that the deleted objects are there again."""
    pages = service.account.s3.get_paginator("list_object_versions").paginate(Bucket=service.media_bucket)
    for marker in [one for page in pages for one in page.get("DeleteMarkers", []) if one["IsLatest"]]:
        service.account.s3.delete_object(Bucket=service.media_bucket, Key=marker["Key"], VersionId=marker["VersionId"])


def _everything(service: Service) -> Any:
    """Return the table's items, every version of every object, and the users."""
    pages = service.account.s3.get_paginator("list_object_versions").paginate(Bucket=service.media_bucket)
    versions = [one["VersionId"] for page in pages for one in page.get("Versions", [])]
    people = service.account.cognito.list_users(UserPoolId=service.user_pool_id)["Users"]
    return sorted(map(repr, _scanned(service))), sorted(versions), people


class Interrupted(Exception):
    """An interruption, as if the terminal was closed."""


@contextmanager
def _interrupted(client: Any, operation: str, after: int) -> Iterator[None]:
    """Let a number of requests pass, and raise `Interrupted` at all others."""
    with _counted(client, operation) as requests_made:

        def cut_off(**_: Any) -> None:
            if len(requests_made) > after:
                raise Interrupted

        with _heard(client, operation, cut_off):
            yield


@contextmanager
def _counted(client: Any, operation: str) -> Iterator[list[str]]:
    """Yield a list that receives the names of the requests of this kind as they are made."""
    made: list[str] = []
    with _heard(client, operation, lambda **_: made.append(operation)):
        yield made


@contextmanager
def _heard(client: Any, operation: str, listener: Callable[..., None]) -> Iterator[None]:
    event = f"before-call.{client.meta.service_model.service_id.hyphenize()}.{operation}"
    client.meta.events.register(event, listener)
    try:
        yield
    finally:
        client.meta.events.unregister(event, listener)


def _as_on_aws(places: Places) -> dict[str, str]:
    """Return the variables of a shell that uses an AWS account."""
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_MAX_ATTEMPTS": "1"}
    return {**keys, "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": places.endpoint_url}


def _make(places: Places, *words: str, **environment: str) -> str:
    done = _made(places, *words, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _refused(places: Places, *words: str, **environment: str) -> str:
    done = _made(places, *words, **environment)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def _made(places: Places, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "-s", "STAGE=local", *words]
    environment = {**os.environ, "LOCAL_DIR": str(places.data), **environment}
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
