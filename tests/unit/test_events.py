"""Events as S3 and DynamoDB send them."""

from __future__ import annotations

from traceback import format_exception
from typing import Any

import pytest
from chalice.app import DynamoDBEvent

from chalicelib.changes import Change, FileGone, NoteGone
from chalicelib.events import Failed, each_change, each_upload
from chalicelib.repositories.attributes import to_item
from chalicelib.repositories.keys import item, partition
from tests.unit.calls import CONTEXT
from tests.unit.making import ANN, NOW, file_id, note_id

Taken = list[tuple[str, str]]


def upload_event(*keys: str) -> dict[str, Any]:
    return {"Records": [{"eventName": "ObjectCreated:Put", "s3": {"object": {"key": key}}} for key in keys]}


def removal(entity: Any, identifier: str, **old: Any) -> dict[str, Any]:
    """The record of an item that went."""
    keys = to_item({"pk": partition(ANN), "sk": item(entity, identifier)})
    return record("REMOVE", Keys=keys, OldImage=keys | to_item(old))


def record(name: str, **images: Any) -> dict[str, Any]:
    stream = {"StreamViewType": "NEW_AND_OLD_IMAGES", "SequenceNumber": "1", "SizeBytes": 1}
    return {
        "eventID": "1",
        "eventName": name,
        "awsRegion": "eu-central-1",
        "eventSourceARN": "arn:aws:dynamodb:eu-central-1:123456789012:table/skynotes/stream/2026",
        "dynamodb": {"ApproximateCreationDateTime": 1772366400, **stream, **images},
    }


def note_gone(number: int) -> dict[str, Any]:
    return removal("note", note_id(number), state="trashed")


def change_event(*records: dict[str, Any]) -> DynamoDBEvent:
    context: Any = CONTEXT
    return DynamoDBEvent({"Records": list(records)}, context)


class TestUploads:
    def test_each_object_is_taken(self) -> None:
        taken: Taken = []
        event = upload_event(f"incoming/{ANN}/{file_id(1)}", f"incoming/{ANN}/{file_id(2)}")
        each_upload(event, CONTEXT, lambda owner, identifier: taken.append((owner, identifier)))
        assert taken == [(ANN, file_id(1)), (ANN, file_id(2))]

    def test_keys_are_url_encoded(self) -> None:
        taken: Taken = []
        event = upload_event("incoming/a+b%2Bc%40d%C3%A9/01F")
        each_upload(event, CONTEXT, lambda owner, identifier: taken.append((owner, identifier)))
        assert taken == [("a b+c@dé", "01F")]

    def test_the_test_event_of_s3_tells_of_nothing(self) -> None:
        taken: Taken = []
        test_event = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "skynotes-media"}
        each_upload(test_event, CONTEXT, lambda owner, identifier: taken.append((owner, identifier)))
        assert taken == []

    def test_a_failure_is_raised_for_the_event_to_come_again(self) -> None:
        def fail(owner: str, identifier: str) -> None:
            raise OSError(owner + identifier)

        with pytest.raises(Failed) as failed:
            each_upload(upload_event(f"incoming/{ANN}/{file_id(1)}"), CONTEXT, fail)
        assert file_id(1) not in "".join(format_exception(failed.value))


@pytest.mark.filterwarnings("ignore:datetime.datetime.utc:DeprecationWarning")
class TestChanges:
    def test_each_record_is_reacted_to(self) -> None:
        seen: list[Change] = []
        each_change(change_event(note_gone(1), note_gone(2)), seen.append)
        assert seen == [NoteGone(ANN, note_id(1)), NoteGone(ANN, note_id(2))]

    def test_a_file_comes_as_it_was(self) -> None:
        seen: list[Change] = []
        gone_file = removal(
            "file",
            file_id(1),
            name="sea.jpg",
            content_type="image/jpeg",
            kind="image",
            size=10,
            sha256="0" * 64,
            created_at=NOW,
            updated_at=NOW,
            version=1,
        )
        each_change(change_event(gone_file), seen.append)
        (gone,) = seen
        assert isinstance(gone, FileGone)
        assert (gone.owner, gone.file.id, gone.file.size) == (ANN, file_id(1), 10)

    def test_what_tells_of_nothing_is_passed_over(self) -> None:
        keys = to_item({"pk": partition(ANN), "sk": "usage"})
        usage = record("INSERT", Keys=keys, NewImage=keys)
        seen: list[Change] = []
        each_change(change_event(usage, note_gone(1)), seen.append)
        assert len(seen) == 1

    def test_failures_are_raised_together_after_the_others_are_done(self) -> None:
        seen: list[Change] = []

        def react(change: Change) -> None:
            seen.append(change)
            if change != NoteGone(ANN, note_id(2)):
                raise OSError(str(change))

        with pytest.raises(Failed, match="2 of"):
            each_change(change_event(note_gone(1), note_gone(2), note_gone(3)), react)
        assert len(seen) == 3

    def test_a_record_that_cannot_be_read_does_not_keep_the_others_waiting(self) -> None:
        seen: list[Change] = []
        unreadable = removal("file", file_id(1), name="a file without anything else")
        with pytest.raises(Failed):
            each_change(change_event(unreadable, note_gone(1)), seen.append)
        assert seen == [NoteGone(ANN, note_id(1))]
