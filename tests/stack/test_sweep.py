"""The sweep on the embedded cloud: it corrects drift, and leaves alone what is still in progress."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib.domain.clock import utc_now
from chalicelib.domain.reconciliation import Position, Stopped, Swept
from chalicelib.repositories.dynamodb.files import DynamoFiles
from chalicelib.repositories.dynamodb.sweep_progress import DynamoProgress
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.repositories.dynamodb.usage import UsageStore
from chalicelib.repositories.dynamodb.usage_audit import DynamoUsageAuditor
from chalicelib.repositories.owners import OwnerDirectory
from chalicelib.repositories.s3.object_keys import original, preview
from chalicelib.repositories.s3.stored_objects import S3StoredObjects
from chalicelib.services.reconciliation import Reconciliation
from chalicelib.telemetry import pseudonym
from local.client import Api
from local.places import Places
from local.stack import Stack
from operate.sweep import event
from ship.account import Account
from ship.checkout import CHECKOUT
from tests.stack.functions import Functions, now
from tests.stack.test_trash import objects
from tests.support import sample_images
from tests.support.factories import file_id

AT_ONCE, IN_TWO_DAYS = timedelta(), timedelta(days=2)
NOBODY = "nobody-any-more"
PAGE = 2


class Sweeps:
    """Sweeps of the deployed function, and the stores behind it."""

    def __init__(self, account: Account, stack: Stack) -> None:
        self.account, self.stack = account, stack
        self.functions = Functions(account)
        self.table = Table(account.dynamodb, stack.table)
        self.usage_store = UsageStore(self.table, utc_now)
        self.progress = DynamoProgress(Table(account.dynamodb, stack.table, partition=str))

    def sweep(self, after: timedelta = IN_TWO_DAYS) -> dict[str, int]:
        """Sweep as if so much time had passed; return the counts of what was found."""
        found: dict[str, int] = self.functions.ask("sweep", event(utc_now() + after))
        return found

    def here(self, pause: Callable[[float], None] = lambda seconds: None) -> Reconciliation:
        """Return the sweep's service in this process, with users and objects of the embedded cloud."""
        s3, bucket = self.account.s3, self.stack.media_bucket
        return Reconciliation(
            OwnerDirectory(self.account.cognito, self.stack.user_pool_id, self.table, s3, bucket, PAGE, PAGE),
            DynamoUsageAuditor(self.table, self.usage_store),
            DynamoFiles(self.table, self.usage_store),
            S3StoredObjects(s3, bucket),
            self.progress,
            pause,
        )

    def put(self, *keys: str) -> None:
        for key in keys:
            self.account.s3.put_object(Bucket=self.stack.media_bucket, Key=key, Body=b"x")

    def there(self, file_id: str) -> int:
        return len(objects(self.account, self.stack, file_id))


@pytest.fixture(scope="module")
def sweeps(account: Account, stack: Stack) -> Sweeps:
    """Sweep first, so that nothing of other tests is left to clean up."""
    sweeps = Sweeps(account, stack)
    sweeps.sweep()
    return sweeps


@pytest.fixture
def before(sweeps: Sweeps) -> dict[str, int]:
    """Return the counts of a sweep before the test; files whose bytes other tests removed are reported each time."""
    return sweeps.sweep()


def usage(person: Api) -> Any:
    return person.expect(200, "GET", "/me")["usage"]


def identity(person: Api) -> str:
    return str(person.expect(200, "GET", "/me")["id"])


def test_drifted_usage_is_repaired_and_the_next_sweep_finds_nothing(
    newcomer: Callable[[], Api], sweeps: Sweeps, before: dict[str, int]
) -> None:
    person = newcomer()
    person.expect(201, "POST", "/notes", json={})
    person.upload("a.txt", "text/plain", b"12345")
    person.declare("never sent", "text/plain", b"123")
    right = usage(person)
    assert right == {"notes": 1, "files": 2, "bytes": 8}
    sweeps.table.transact([sweeps.usage_store.count(identity(person), notes=3, files=-1, bytes=10**6)])
    assert usage(person) != right
    assert sweeps.sweep() == before | {"swept": before["swept"] + 1, "repaired": 1}
    assert usage(person) == right
    assert sweeps.sweep() == before | {"swept": before["swept"] + 1}


def test_objects_of_no_file_go_those_of_people_without_an_account_too(
    alice: Api, sweeps: Sweeps, before: dict[str, int]
) -> None:
    alices = identity(alice)
    sweeps.put(original(alices, file_id(901)), preview(alices, file_id(901), 320), preview(NOBODY, file_id(902), 960))
    assert sweeps.sweep(AT_ONCE)["orphans"] == 0
    assert (sweeps.there(file_id(901)), sweeps.there(file_id(902))) == (2, 1)
    assert sweeps.sweep()["orphans"] == 3
    assert (sweeps.there(file_id(901)), sweeps.there(file_id(902))) == (0, 0)
    assert sweeps.sweep()["orphans"] == 0


def test_what_belongs_to_a_file_stays_whatever_state_it_is_in(
    newcomer: Callable[[], Api], sweeps: Sweeps, before: dict[str, int]
) -> None:
    person = newcomer()
    kept = person.upload("a.jpg", "image/jpeg", sample_images.photo())["id"]
    trashed = person.upload("b.jpg", "image/jpeg", sample_images.photo())["id"]
    person.expect(204, "DELETE", f"/files/{trashed}")
    waiting = person.declare("c.txt", "text/plain", b"123")["file"]["id"]
    counts = [sweeps.there(one) for one in (kept, trashed, waiting)]
    assert sweeps.sweep() == before | {"swept": before["swept"] + 1}
    assert [sweeps.there(one) for one in (kept, trashed, waiting)] == counts
    assert person.expect(200, "GET", f"/files/{kept}")["status"] == "ready"


def test_uploads_that_come_in_meanwhile_are_never_taken_for_leftovers(
    newcomer: Callable[[], Api], sweeps: Sweeps
) -> None:
    person = newcomer()
    with ThreadPoolExecutor(4) as pool:
        uploads = [pool.submit(person.upload, f"{one}.jpg", "image/jpeg", sample_images.photo()) for one in range(6)]
        found = [sweeps.sweep(AT_ONCE) for _ in range(3)]
        ids = [upload.result()["id"] for upload in uploads]
    assert {one["orphans"] for one in found} == {0}
    assert all(sweeps.there(one) > 1 for one in ids)
    assert usage(person)["files"] == len(ids)


def test_a_sweep_among_writers_leaves_usage_what_there_is(newcomer: Callable[[], Api], sweeps: Sweeps) -> None:
    person = newcomer()
    owner = identity(person)
    reconciliation = sweeps.here()

    def write(number: int) -> None:
        for _ in range(8):
            note = person.expect(201, "POST", "/notes", json={})["id"]
            file = person.declare(str(number), "text/plain", b"12345", note_id=note)["file"]["id"]
            if number % 2:
                person.expect(204, "DELETE", f"/files/{file}")
                person.expect(204, "DELETE", f"/files/{file}?permanently=true")

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, number) for number in range(4)]
        while not all(writer.done() for writer in writers):
            sweeps.table.transact([sweeps.usage_store.count(owner, notes=1)])
            assert Swept(owner) in list(reconciliation.reconcile([owner], utc_now()))
        for writer in writers:
            writer.result()
    list(reconciliation.reconcile([owner], utc_now()))
    assert usage(person) == {"notes": 32, "files": 16, "bytes": 80}


def test_one_that_runs_out_of_time_is_taken_up_where_it_was(newcomer: Callable[[], Api], sweeps: Sweeps) -> None:
    people = {identity(newcomer()) for _ in range(3)}
    assert sweeps.progress.move(sweeps.progress.checkpoint(), Position())
    early: list[str] = []
    while len(early) <= PAGE:
        found = list(sweeps.here().sweep(utc_now(), partial(next, iter([900.0] * 5 + [0.0]))))
        assert found[-1] == Stopped()
        early += [one.owner for one in found if isinstance(one, Swept)]
    assert sweeps.progress.checkpoint().position.after
    rest = list(sweeps.here().sweep(utc_now(), lambda: 900.0))
    assert sweeps.progress.checkpoint().position == Position()
    late = [one.owner for one in rest if isinstance(one, Swept)]
    assert people <= {*early, *late}
    assert len(early) == len(set(early))
    assert sweeps.sweep(AT_ONCE)["swept"] == len({*early, *late})


def test_data_of_nobody_is_reported_and_kept(
    newcomer: Callable[[], Api], sweeps: Sweeps, before: dict[str, int], stack: Stack
) -> None:
    person = newcomer()
    note, owner = person.expect(201, "POST", "/notes", json={})["id"], identity(person)
    assert sweeps.sweep()["abandoned"] == before["abandoned"]
    sweeps.account.cognito.admin_delete_user(UserPoolId=stack.user_pool_id, Username=_username(sweeps, owner))
    began = now()
    assert sweeps.sweep()["abandoned"] == before["abandoned"] + 1
    assert sweeps.table.get(owner, f"note#{note}")
    logged = sweeps.functions.logged("sweep", began)
    assert [line for line in logged if f'"abandoned": "{pseudonym(owner)}"' in line]
    assert not [line for line in logged if owner in line]


def _username(sweeps: Sweeps, owner: str) -> str:
    found = sweeps.account.cognito.list_users(UserPoolId=sweeps.stack.user_pool_id, Filter=f'sub = "{owner}"')
    return str(found["Users"][0]["Username"])


def test_make_sweep_and_the_log_report_a_file_whose_bytes_are_missing(
    newcomer: Callable[[], Api], sweeps: Sweeps, before: dict[str, int], stack: Stack, places: Places
) -> None:
    person = newcomer()
    file = str(person.upload("a.txt", "text/plain", b"12345")["id"])
    owner, began = identity(person), now()
    sweeps.account.s3.delete_object(Bucket=stack.media_bucket, Key=original(owner, file))
    assert sweeps.sweep(AT_ONCE)["missing"] == 0
    assert sweeps.sweep()["missing"] == before["missing"] + 1
    (line,) = [line for line in sweeps.functions.logged("sweep", began) if file in line]
    assert str(pseudonym(owner)) in line
    assert owner not in line
    stack.write(places)
    done = _make_sweep(places)
    assert done.stdout.startswith("Processed ")
    assert done.returncode == 0, done.stderr


def _make_sweep(places: Places) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LOCAL_DIR": str(places.data)}
    return subprocess.run(
        ["make", "-s", "sweep", "STAGE=local"],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
