"""The restore of a backup that is not a snapshot of one moment, into a service that is not empty."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.change_cursor import FileChanged, NoteChanged
from chalicelib.domain.clock import timestamp, utc_now
from chalicelib.domain.files import File, public
from chalicelib.domain.notes import Note
from chalicelib.repositories.dynamodb.keys import item, tombstone
from operate.restore import bring_back
from operate.running_stage import Problem, RetainedResources
from tests.support.factories import ANN, BOB, file, file_id, limits, note, note_id, summary
from tests.support.fakes import Clock
from tests.support.moto_resources import BUCKET, TABLE
from tests.support.operated_service import backup_of, keep_bytes, retained_resources
from tests.support.store_backends import OnDynamoDB

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client


class Service:
    """Ann's notes and files, and their restore as Bob's."""

    def __init__(self, place: RetainedResources, kept: OnDynamoDB, directory: Path) -> None:
        self.place = place
        self.kept = kept
        self.directory = directory

    def return_to_bob(self, *, deleted: bool = False) -> None:
        bring_back(self.place, backup_of(self.place, self.directory), {ANN: BOB}, deleted=deleted)

    def note(self) -> Note | None:
        return self.kept.notes.find(BOB, note_id(1))

    def file(self, number: int = 1) -> File | None:
        return self.kept.files.find(BOB, file_id(number))

    def lose_bytes(self, key: str) -> None:
        self.place.account.s3.delete_object(Bucket=BUCKET, Key=key)


@pytest.fixture
def service(dynamodb: DynamoDBClient, s3: S3Client, clock: Clock, tmp_path: Path) -> Service:
    return Service(retained_resources(dynamodb, s3), OnDynamoDB(dynamodb, clock), tmp_path)


def test_notes_and_files_come_back_with_their_bytes_and_are_counted(service: Service) -> None:
    service.kept.notes.add(ANN, note(title="Sea"), limits())
    service.kept.files.add(ANN, file(note_id=note_id(1)), limits())
    keep_bytes(service.place)
    service.return_to_bob()
    assert service.note() == service.kept.notes.find(ANN, note_id(1))
    assert service.file() == file(note_id=note_id(1))
    assert service.kept.usage(BOB) == service.kept.usage(ANN) == Usage(notes=1, files=1, bytes=10)
    body = service.place.account.s3.get_object(Bucket=BUCKET, Key=f"originals/{BOB}/{file_id(1)}")
    assert (body["Body"].read(), body["ContentType"]) == (b"0123456789", "image/jpeg")


def test_they_are_counted_by_what_comes_back_and_not_by_what_the_backup_says(service: Service) -> None:
    service.kept.place(ANN, [file(1), file(2, status="rejected"), file(3, status="pending")])
    keep_bytes(service.place)
    service.return_to_bob()
    assert service.kept.usage(BOB) == Usage(files=2, bytes=20)


def test_what_is_there_already_is_neither_touched_nor_counted_again(service: Service) -> None:
    service.kept.notes.add(ANN, note(title="then"), limits())
    service.kept.notes.add(BOB, note(title="now"), limits())
    service.kept.notes.add(BOB, note(2), limits())
    for _ in range(2):
        service.return_to_bob()
    assert service.note() == note(title="now")
    assert service.kept.usage(BOB) == Usage(notes=2)


def test_a_file_without_its_bytes_stays_out_and_no_note_lists_it(service: Service) -> None:
    service.kept.notes.add(ANN, note(), limits())
    for number in (1, 2):
        service.kept.files.add(ANN, file(number, note_id=note_id(1)), limits())
    lost = keep_bytes(service.place, 1)
    keep_bytes(service.place, 2)
    service.lose_bytes(lost)
    service.return_to_bob()
    assert service.file(1) is None
    assert (found := service.note())
    assert found.file_ids == [file_id(2)]
    assert service.kept.usage(BOB) == Usage(notes=1, files=1, bytes=10)


def test_a_damaged_item_keeps_nothing_else_out(service: Service) -> None:
    service.place.account.dynamodb.put_item(TableName=TABLE, Item=service.kept.table.key(ANN, item("file", "damaged")))
    service.kept.notes.add(ANN, note(), limits())
    service.return_to_bob()
    assert service.note()


def test_what_was_deleted_while_the_backup_ran_stays_deleted(service: Service) -> None:
    service.kept.notes.add(ANN, note(), limits())
    service.kept.table.transact([service.kept.usage_store.put_tombstone(ANN, "note", note_id(1))])
    service.return_to_bob()
    assert service.note() is None
    assert service.kept.table.get(BOB, tombstone("note", note_id(1)))


@pytest.mark.parametrize("deleted", [False, True])
def test_what_its_owner_deleted_since_comes_back_when_deleted_things_are_wanted(
    service: Service, deleted: bool
) -> None:
    service.kept.notes.add(ANN, note(), limits())
    service.return_to_bob()
    service.kept.notes.trash(BOB, note_id(1), note().updated_at)
    service.kept.notes.remove(BOB, note_id(1))
    service.return_to_bob(deleted=deleted)
    assert (service.note() == note()) == deleted
    assert service.kept.usage(BOB) == Usage(notes=int(deleted))
    assert (service.kept.table.get(BOB, tombstone("note", note_id(1))) is None) == deleted


def test_those_who_follow_the_changes_learn_of_what_comes_back(service: Service) -> None:
    service.kept.notes.add(ANN, note(), limits())
    service.kept.files.add(ANN, file(width=640, camera="K"), limits())
    service.kept.table.transact([service.kept.usage_store.put_tombstone(ANN, "note", note_id(2))])
    keep_bytes(service.place)
    began = timestamp(utc_now())
    service.return_to_bob()
    delivered = service.kept.feed.changes_after(BOB, began, 10).items
    assert sorted((entry.change for entry in delivered), key=repr) == [
        FileChanged(file_id(1), public(file(width=640, camera="K"))),
        NoteChanged(note_id(1), summary()),
    ]


def test_bytes_that_are_not_what_they_were_are_not_restored(service: Service) -> None:
    service.kept.files.add(ANN, file(), limits())
    key = keep_bytes(service.place)
    archive = backup_of(service.place, service.directory)
    archive.path(key).write_bytes(b"!" * 10)
    with pytest.raises(Problem, match="has changed since"):
        bring_back(service.place, archive, {ANN: BOB})


def test_things_of_someone_without_an_account_stay_in_the_backup(service: Service) -> None:
    service.kept.notes.add(ANN, note(), limits())
    bring_back(service.place, backup_of(service.place, service.directory), {})
    assert service.note() is None
