"""A short scenario for each function, which needs every grant that the function's own code uses.

A scenario returns its error and what the function logged about it, or an empty string if it succeeded.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import requests

from chalicelib.domain.clock import epoch_seconds, timestamp, utc_now
from chalicelib.domain.connections import MOST, Connection, Ticket, new_ticket
from chalicelib.domain.lifetimes import TICKET_PERIOD
from chalicelib.repositories.dynamodb.attributes import Item
from chalicelib.repositories.dynamodb.connections import DynamoConnections
from chalicelib.repositories.dynamodb.files import DynamoFiles
from chalicelib.repositories.dynamodb.files import put as written
from chalicelib.repositories.dynamodb.keys import item
from chalicelib.repositories.dynamodb.notes import DynamoNotes
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.repositories.dynamodb.usage import UsageStore
from chalicelib.repositories.s3.object_keys import incoming, original, preview
from local.client import Api, put
from local.stack import Stack
from operate.sweep import event
from ship.account import Account
from tests.stack.functions import Functions, changed, connection_event, now, uploaded
from tests.support import factories, sample_images

PHOTO = sample_images.photo(long=640, short=480)
# Items as old as the factories' default times would expire.
TODAY = timestamp(utc_now())
ATTACHED = factories.file(note_id=factories.note_id(1), created_at=TODAY, updated_at=TODAY)


class GrantScenarios:
    """The scenarios; events go to the functions directly, not by S3 or the stream, so that outcomes show at once."""

    def __init__(self, account: Account, stack: Stack, functions: Functions, person: Api) -> None:
        self._s3, self._bucket = account.s3, stack.media_bucket
        self._sqs, self._failures_url = account.sqs, stack.on_change_failures_url
        self._functions = functions
        self._person = person
        self._photo = person.upload("photo.jpg", "image/jpeg", PHOTO)["id"]
        self._table = Table(account.dynamodb, stack.table)
        usage_store = UsageStore(self._table, utc_now)
        self._files, self._notes = DynamoFiles(self._table, usage_store), DynamoNotes(self._table, usage_store)
        self._connections = DynamoConnections(self._table)
        self._owners = (f"somebody-{number}" for number in itertools.count())

    def take(self, function: str) -> str:
        """Run the function's scenario."""
        began = now()
        ways: dict[str, Callable[[], str]] = {
            "api_handler": self._write_and_send,
            "on_upload": self._take_in,
            "on_change": self._clear_up,
            "sweep": self._sweep_up,
            "pre_sign_up": self._admit,
            "websocket_connect": self._open,
            "websocket_message": self._answer_pings,
            "websocket_disconnect": self._end,
        }
        failure = ways[function]()
        return "\n".join([failure, *self._functions.logged(function, began)]) if failure else ""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Stop S3 and the stream from sending events to the functions for a while."""
        notices: Any = self._s3.get_bucket_notification_configuration(Bucket=self._bucket)
        del notices["ResponseMetadata"]
        self._s3.put_bucket_notification_configuration(Bucket=self._bucket, NotificationConfiguration={})
        try:
            with self._functions.listening(Enabled=False):
                yield
        finally:
            self._s3.put_bucket_notification_configuration(Bucket=self._bucket, NotificationConfiguration=notices)

    def _admit(self) -> str:
        """Admit a person who was invited."""
        event = {"triggerSource": "PreSignUp_AdminCreateUser", "request": {"userAttributes": {}}, "response": {}}
        answer = self._functions.ask("pre_sign_up", event)
        return "" if answer == event else str(answer)

    def _open(self) -> str:
        """Open a connection when the maximum is already open: the oldest is closed."""
        owner, ticket = next(self._owners), new_ticket()
        oldest, *_ = [self._connected(owner, hours) for hours in range(MOST, 0, -1)]
        self._connections.add_ticket(owner, Ticket(ticket, "", timestamp(utc_now() + TICKET_PERIOD)))
        failure = self._tell("websocket_connect", f"{owner}-now", queryStringParameters={"ticket": ticket})
        return failure or ("the oldest is still there" if self._connections.find(oldest) else "")

    def _answer_pings(self) -> str:
        """Answer a ping of a known connection, and one of an unknown connection."""
        known, ping = self._connected(next(self._owners), 1), '{"type": "ping"}'
        return "".join(self._tell("websocket_message", one, body=ping) for one in (known, "nobody"))

    def _end(self) -> str:
        known = self._connected(next(self._owners), 1)
        failure = self._tell("websocket_disconnect", known)
        return failure or ("it is still there" if self._connections.find(known) else "")

    def _connected(self, owner: str, hours_ago: int) -> str:
        """Store a connection that has no client at its other end; return its id."""
        since = timestamp(utc_now() - timedelta(hours=hours_ago))
        one = Connection(f"{owner}-{hours_ago}", owner, since)
        self._connections.add(one, epoch_seconds(TODAY, timedelta(hours=1)))
        return one.id

    def _tell(self, function: str, connection_id: str, **more: Any) -> str:
        answer = self._functions.ask(function, connection_event(connection_id, **more))
        return "" if answer == {"statusCode": 200} else str(answer)

    def _write_and_send(self) -> str:
        try:
            self._write()
            self._send()
        except AssertionError as failure:
            return str(failure)
        return ""

    def _write(self) -> None:
        note = self._person.expect(201, "POST", "/notes", json={})["id"]
        self._person.expect(200, "GET", "/notes")
        self._person.expect(201, "POST", "/live/tickets")
        self._person.declare("never sent", "text/plain", b"12345", note_id=note)
        self._person.expect(204, "DELETE", f"/notes/{note}")
        self._person.expect(204, "DELETE", f"/notes/{note}?permanently=true")

    def _send(self) -> None:
        sent = put(self._person.declare("a.txt", "text/plain", b"12345")["upload"], b"12345")
        urls = self._person.expect(200, "GET", f"/files/{self._photo}")["urls"]
        fetched = [requests.get(url, timeout=10) for url in (urls["original"], urls["previews"][0]["url"])]
        for response in (sent, *fetched):
            assert response.status_code == 200, response.text

    def _take_in(self) -> str:
        """Process a photo, which becomes ready, and bytes that are no photo, which are rejected."""
        return self._arrive(PHOTO, "ready") or self._arrive(b"none", "rejected")

    def take_in_what_is_not_there(self) -> str:
        """Process an event without bytes: it may be delivered after they were processed already."""
        return self._arrive(None, "pending")

    def _arrive(self, data: bytes | None, outcome: str) -> str:
        owner, file = next(self._owners), factories.file(status="pending", size=len(data or b""), created_at=TODAY)
        self._files.add(owner, file, factories.limits())
        key = incoming(owner, file.id)
        if data:
            # Objects that an interrupted attempt could have left of a file that is then rejected.
            self._put(original(owner, file.id), preview(owner, file.id, 320))
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=data)
        failure = self._functions.invoke("on_upload", uploaded(key))
        found = self._files.find(owner, file.id)
        assert failure or (found and found.status == outcome)
        return failure

    def _clear_up(self) -> str:
        """Process a note moved to the trash, which notifies a device, and a note and a file deleted permanently.

        The last record is not a valid file and has failed since 1970, so it becomes a dead letter.
        """
        moved, gone = next(self._owners), next(self._owners)
        self._notes.add(moved, factories.note(), factories.limits())
        self._files.add(moved, ATTACHED, factories.limits())
        self._notes.trash(moved, factories.note_id(1), TODAY)
        attached = written(self._table, gone, ATTACHED)
        self._table.transact([attached])
        self._put(*_places(gone))
        device = self._connected(moved, 1)
        records = [
            changed(self._table.key(moved, item("note", factories.note_id(1))), _in("active"), _in("trashed")),
            changed(self._table.key(gone, item("note", factories.note_id(1))), _in("trashed")),
            changed(self._table.key(gone, item("file", ATTACHED.id)), attached["Put"]["Item"]),
            changed(self._table.key(gone, item("file", "none")), _in("active"), at=0),
        ]
        failure = self._functions.invoke("on_change", {"Records": records})
        followed = self._files.find(moved, ATTACHED.id)
        assert failure or (followed and followed.state == "trashed" and not self._files.find(gone, ATTACHED.id))
        assert failure or self._take_dead_letter(gone)
        return failure or ("A screen that is not there was not found gone." if self._connections.find(device) else "")

    def _sweep_up(self) -> str:
        """Sweep objects that belong to no file, as if two days later."""
        owner = next(self._owners)
        keys = _places(owner)
        self._put(*keys)
        said = self._functions.invoke("sweep", event(utc_now() + timedelta(days=2)))
        left = [key for key in keys if self._s3.list_objects_v2(Bucket=self._bucket, Prefix=key)["KeyCount"]]
        return said or (f"{len(left)} objects are left." if left else "")

    def _put(self, *keys: str) -> None:
        for key in keys:
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=b"x")

    def _take_dead_letter(self, about: str) -> bool:
        """Remove dead letters, which could never be replayed; return True if one of them is about this owner."""
        dead_letters = self._sqs.receive_message(QueueUrl=self._failures_url, MaxNumberOfMessages=10).get(
            "Messages", []
        )
        for dead_letter in dead_letters:
            self._sqs.delete_message(QueueUrl=self._failures_url, ReceiptHandle=dead_letter["ReceiptHandle"])
        return any(about in dead_letter["Body"] for dead_letter in dead_letters)


def _places(owner: str) -> list[str]:
    """Return the keys under which the attached file can have objects."""
    return [incoming(owner, ATTACHED.id), original(owner, ATTACHED.id), preview(owner, ATTACHED.id, 320)]


def _in(state: str) -> Item:
    return {"state": {"S": state}}
