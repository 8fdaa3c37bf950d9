"""Items of an earlier version, upgraded to the present one."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.files import public
from chalicelib.repositories.dynamodb.attributes import Item, to_item
from chalicelib.repositories.dynamodb.files import read, written
from chalicelib.repositories.dynamodb.keys import identify, partition
from chalicelib.repositories.dynamodb.note_state_changes import read as read_note
from operate.restore import bring_back
from operate.upgrade import upgraded
from tests.support.factories import ANN, BOB, LATER, NOW, file, file_id, note, note_id
from tests.support.fakes import Clock
from tests.support.moto_resources import TABLE
from tests.support.operated_service import backup_of, keep_bytes, retained_resources
from tests.support.store_backends import OnDynamoDB

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

PICTURE = {"width": 640, "height": 480, "camera": "K", "placeholder": "data:"}

SAME = ("name", "content_type", "kind", "size", "sha256", "status", "state")


def old_note(state: str = "active", **fields: Any) -> Item:
    values: dict[str, Any] = {
        "pk": partition(ANN),
        "sk": f"note#{note_id(1)}",
        "title": "Sea",
        "text": "Salt",
        "tags": ["a"],
        "pinned": False,
        "excerpt": "Salt",
        "state": state,
        "file_ids": {file_id(1)},
        "created_at": NOW,
        "updated_at": LATER,
        "version": 4,
        "written_by": "0123",
        "listed_sk": f"{state}#{LATER}#{note_id(1)}",
        "changed_sk": f"{LATER}#note#{note_id(1)}",
    }
    return to_item(values | fields)


def old_file(picture: dict[str, Any] | None, kind: str = "image", **fields: Any) -> Item:
    known = file(kind=kind, note_id=note_id(1), created_at=NOW, updated_at=LATER, version=2)
    values: dict[str, Any] = {
        "pk": partition(ANN),
        "sk": f"file#{known.id}",
        **{name: getattr(known, name) for name in SAME},
        "note_id": note_id(1),
        "caption": "",
        "created_at": NOW,
        "updated_at": LATER,
        "version": 2,
        "picture": picture,
        "uploads_sk": f"active#{known.id}",
        "library_sk": f"{kind}#active#{NOW}#{known.id}",
        "attached_sk": f"{note_id(1)}#active#{known.id}",
        "changed_sk": f"{LATER}#file#{known.id}",
    }
    return to_item(values | fields)


@pytest.mark.parametrize("state", ["active", "archived", "trashed"])
def test_a_note_was_edited_when_it_was_last_changed(state: str) -> None:
    now = upgraded(old_note(state))
    assert read_note(now) == note(
        title="Sea",
        text="Salt",
        tags=["a"],
        file_ids=[file_id(1)],
        state=state,
        edited_at=LATER,
        updated_at=LATER,
        version=4,
    )
    assert now["listed_sk"] == {"S": f"{state}#{LATER}#{note_id(1)}"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-02-28T17:45:12.000Z", "2026-02-28T17:45:12"),
        ("1999-12-31T23:30:00.999Z", "1999-12-31T23:30:00"),
        (None, None),
    ],
)
def test_a_photo_keeps_the_digits_of_its_time_and_belongs_to_no_zone(before: str | None, after: str | None) -> None:
    now = upgraded(old_file(PICTURE | {"taken_at": before}))
    fields: dict[str, Any] = {"note_id": note_id(1), "taken_at": after, **PICTURE}
    expected = file(created_at=NOW, updated_at=LATER, version=2, **fields)
    assert read(now) == public(expected)
    assert now["library_sk"] == {"S": f"media#active#{after or NOW[:19]}#{file_id(1)}"}
    assert {name: now[name] for name in written(expected)} == written(expected)
    assert "picture" not in now


def test_what_is_no_picture_leaves_the_library_and_has_details_all_the_same() -> None:
    now = upgraded(old_file(None, kind="other"))
    assert "library_sk" not in now
    assert now["details"] == {"M": {}}
    assert now["uploads_sk"] == {"S": f"active#{file_id(1)}"}


@pytest.mark.parametrize("before", [old_note(state_before="active", expires_at=7), old_file(PICTURE, expires_at=7)])
def test_everything_else_stays_byte_for_byte_and_the_argument_is_not_changed(before: Item) -> None:
    given = copy.deepcopy(before)
    now = upgraded(before)
    assert before == given
    same = {name for name in before if name != "picture" and not name.endswith("_sk")}
    assert {name: now[name] for name in same} == {name: before[name] for name in same}
    assert now.keys() - before.keys() == {"details"}


@pytest.mark.parametrize("before", [old_note(), old_file(PICTURE), old_file(None)])
def test_what_is_new_already_is_returned_as_it_is(before: Item) -> None:
    now = upgraded(before)
    assert upgraded(now) is now


@pytest.mark.parametrize(
    "sort_key", ["usage", "idempotency#00", f"gone#note#{note_id(1)}", "connection#2026#c1", "position", "ticket"]
)
def test_what_is_neither_a_note_nor_a_file_is_returned_as_it_is(sort_key: str) -> None:
    item = to_item({"pk": partition(ANN), "sk": sort_key, "updated_at": NOW})
    assert upgraded(item) is item


@pytest.mark.parametrize("kind", ["note", "file"])
def test_what_the_service_has_never_written_is_refused(kind: str) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        upgraded(to_item({"pk": partition(ANN), "sk": f"{kind}#x"}))


def test_a_backup_of_before_comes_back_as_things_of_now(dynamodb: DynamoDBClient, s3: S3Client, tmp_path: Path) -> None:
    place, kept = retained_resources(dynamodb, s3), OnDynamoDB(dynamodb, Clock())
    keep_bytes(place)
    for item in (old_note(), old_file(PICTURE | {"taken_at": "2026-02-28T17:45:12.000Z"})):
        dynamodb.put_item(TableName=TABLE, Item=item)
    bring_back(place, backup_of(place, tmp_path), {ANN: BOB})
    brought = kept.notes.find(BOB, note_id(1)), kept.files.find(BOB, file_id(1))
    assert [identify(f"x#{thing.id}")[1] for thing in brought if thing] == [note_id(1), file_id(1)]
    assert brought[0]
    assert brought[0].edited_at == LATER
    assert brought[1]
    assert brought[1].taken_at == "2026-02-28T17:45:12"
