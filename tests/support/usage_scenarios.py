"""Every action of a user, done once, among as many notes and files as a page of a list holds."""

from __future__ import annotations

from functools import partial

import app as skynotes
from bench.capacity import Item
from chalicelib import wiring
from chalicelib.domain.clock import utc_now
from chalicelib.domain.files import File
from chalicelib.domain.notes import MAXIMUM_TEXT_BYTES
from chalicelib.domain.reconciliation import Finding, Swept
from chalicelib.domain.stream_events import FileGone, NoteMoved
from chalicelib.repositories.dynamodb.usage_audit import DynamoUsageAuditor
from chalicelib.services.changes import cursor_before
from tests.support.factories import ANN
from tests.support.gateway_calls import CONTEXT
from tests.support.metered_app import Metering
from tests.support.moto_resources import TABLE
from tests.support.sample_images import photo_of_12_megapixels
from tests.support.sample_texts import noise, prose
from tests.support.store_backends import ObjectsOnS3, OnDynamoDB
from tests.support.stream_items import note_changed

TEXT = prose(2500)
OTHER_TEXT = prose(2500, seed=2)
NOTE = {"title": "What somebody has written about", "text": TEXT, "tags": ["travel", "summer"]}
LONGEST = noise(MAXIMUM_TEXT_BYTES)
CAPTION = "The evening on which somebody was there"
# The query parameters of the web page.
NOTES = {"limit": "100"}
PHOTOS = {"kind": "media", "urls": "true", "limit": "60"}
ATTACHED = {"urls": "true", "limit": "100"}


def do_everything(stores: OnDynamoDB, objects: ObjectsOnS3) -> Metering:
    """Run every action; return what each used."""
    metering = Metering()
    metering.route("GET /health")
    metering.route("GET /openapi.json")
    metering.route("GET /me")
    _do_all_with_a_photo(metering, stores, objects)
    _do_all_with_a_note(metering, stores)
    _sweep(metering, stores)
    _stay_connected(metering)
    _tell(metering)
    _write_the_longest_note(metering)
    return metering


def _tell(metering: Metering) -> None:
    """Publish an edited note to subscribers, but to no device: those are counted as nudges."""
    event = {"Records": [note_changed(1, "active", "active")]}
    report = metering.action("a change is processed", "on_change", lambda: skynotes.on_change(event, CONTEXT))
    assert report == {"batchItemFailures": []}


def _stay_connected(metering: Metering) -> None:
    ticket = metering.route("POST /live/tickets")["ticket"]
    place = {"apiId": "a1b2c3", "stage": "api", "domainName": "live", "connectionId": "c1"}
    event = {"requestContext": place, "queryStringParameters": {"ticket": ticket}, "body": '{"type": "ping"}'}
    for what, name, function in (
        ("a device connects", "websocket_connect", skynotes.websocket_connect),
        ("a device pings", "websocket_message", skynotes.websocket_message),
        ("a device leaves", "websocket_disconnect", skynotes.websocket_disconnect),
    ):
        answer = metering.action(what, name, partial(function, event, CONTEXT))
        assert answer == {"statusCode": 200}, (what, answer)


def _do_all_with_a_note(metering: Metering, stores: OnDynamoDB) -> None:
    note_id = metering.route("POST /notes", NOTE, idempotency_key="k")["id"]
    surround(stores, metering.weigh("note", note_id), note_id, 100)
    metering.route("GET /notes", query=NOTES)
    metering.route("GET /notes/{note_id}", note_id=note_id)
    metering.route("GET /files", how=" of a note", query=ATTACHED | {"note_id": note_id})
    metering.route("PATCH /notes/{note_id}", {"text": OTHER_TEXT}, note_id=note_id, if_match="*")
    metering.route("DELETE /notes/{note_id}", note_id=note_id)
    metering.action("a note moves", "on_change", lambda: wiring.cleanup().after(NoteMoved(ANN, note_id)))
    metering.route("POST /notes/{note_id}/restore", note_id=note_id)


def _write_the_longest_note(metering: Metering) -> None:
    how = ", the longest note"
    note_id = metering.route("POST /notes", {"text": LONGEST}, how=how)["id"]
    metering.weigh("note", note_id, "longest note")
    metering.route("GET /notes/{note_id}", how=how, note_id=note_id)
    # In two steps, of which the second is recorded: moto limits the old and the new text together to 400 KB.
    for text in (LONGEST[::2], LONGEST[1:]):
        metering.route("PATCH /notes/{note_id}", {"text": text}, how=how, note_id=note_id, if_match="*")


def _do_all_with_a_photo(metering: Metering, stores: OnDynamoDB, objects: ObjectsOnS3) -> None:
    following = {"cursor": cursor_before(ANN, utc_now())}
    photo = _upload(metering, stores, objects)
    metering.route("GET /changes", query=following)
    surround(stores, metering.weigh("file", photo.id), photo.id, 100)
    metering.route("GET /files", query=PHOTOS)
    metering.route("GET /files/{file_id}", file_id=photo.id)
    metering.route("PATCH /files/{file_id}", {"caption": CAPTION}, file_id=photo.id, if_match="*")
    metering.route("DELETE /files/{file_id}", file_id=photo.id)
    metering.route("POST /files/{file_id}/restore", file_id=photo.id)
    metering.route("DELETE /files/{file_id}", file_id=photo.id)
    metering.route("DELETE /files/{file_id}", how=" for good", file_id=photo.id, query={"permanently": "true"})
    metering.action("a file is deleted", "on_change", lambda: wiring.cleanup().after(FileGone(ANN, photo)))


def _sweep(metering: Metering, stores: OnDynamoDB) -> None:
    """Sweep with nothing to repair, as nearly always: what `surround` put into the table is counted before."""
    usage_auditor = DynamoUsageAuditor(stores.table, stores.usage_store)
    assert usage_auditor.correct(ANN, usage_auditor.audit(ANN))
    findings: list[Finding] = []
    metering.action(
        "the sweep reconciles one person",
        "sweep",
        lambda: findings.extend(wiring.reconciliation().reconcile([ANN], utc_now())),
    )
    assert findings == [Swept(ANN)]


def _upload(metering: Metering, stores: OnDynamoDB, objects: ObjectsOnS3) -> File:
    data = photo_of_12_megapixels()
    new = {"name": "IMG_20260301_120000.jpg", "content_type": "image/jpeg", "size": len(data), "sha256": "0" * 64}
    file_id = metering.route("POST /files", new)["file"]["id"]
    metering.route("POST /files/{file_id}/upload", file_id=file_id)
    objects.arrive(ANN, file_id, data)
    event = {"Records": [{"s3": {"object": {"key": f"incoming/{ANN}/{file_id}"}}}]}
    metering.action("a photo arrives", "on_upload", lambda: skynotes.on_upload(event, CONTEXT))
    found = stores.files.find(ANN, file_id)
    assert found is not None
    assert found.status == "ready"
    return found


def surround(stores: OnDynamoDB, item: Item, identifier: str, count: int) -> None:
    """Put as many more items like it into the table."""
    keys = [name for name in item if name.endswith("sk")]
    for number in range(count):
        other = {name: {"S": item[name]["S"].replace(identifier, f"{number:026d}")} for name in keys}
        stores.client.put_item(TableName=TABLE, Item=item | other)
