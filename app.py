"""Skynotes at a glance: every route, every event, and who may call what."""

from __future__ import annotations

from functools import partial
from typing import Any

from chalice.app import (
    Chalice,
    CloudWatchEvent,
    CognitoUserPoolAuthorizer,
    CORSConfig,
    DynamoDBEvent,
    WebsocketEvent,
)

from chalicelib import __version__, wiring
from chalicelib.api import allowed_methods
from chalicelib.api.endpoint import REQUEST_HEADERS, RESPONSE_HEADERS, Health, declare
from chalicelib.api.requests import Caller, Removal
from chalicelib.api.responses import Published
from chalicelib.domain.accounts import Account
from chalicelib.domain.connections import Ticket
from chalicelib.domain.errors import Conflict, Gone, NotFound, QuotaExceeded
from chalicelib.domain.files import Declaration, File, FileChanges
from chalicelib.domain.ids import GivenFileId, GivenNoteId
from chalicelib.domain.notes import NewNote, Note, NoteChanges, NoteSummary
from chalicelib.domain.paging import Page
from chalicelib.domain.preconditions import Precondition
from chalicelib.domain.presigned import DeclaredFile, FileWithUrls, Upload
from chalicelib.events import schedule, stream, uploads, websocket
from chalicelib.services.changes import Changes, ChangesQuery
from chalicelib.services.files import FileListQuery
from chalicelib.services.notes import NoteQuery
from chalicelib.settings import settings

app = Chalice(app_name="skynotes", configure_logs=False)
# Chalice calls them an experiment since 2019, and wants it said that one knows.
app.experimental_feature_flags.add("WEBSOCKETS")
# `chalice deploy` and Terraform are told what is there already; CloudFormation makes it together with the functions.
user_pool: Any = settings().user_pool_arn or {"Fn::GetAtt": ["UserPool", "Arn"]}
table_stream: Any = settings().table_stream_arn or {"Fn::GetAtt": ["Table", "StreamArn"]}
users = CognitoUserPoolAuthorizer("users", provider_arns=[user_pool])
cors = CORSConfig(
    allow_origin=settings().allowed_origin, allow_headers=REQUEST_HEADERS, expose_headers=RESPONSE_HEADERS
)

endpoint = partial(declare, app)
# Private by default: a route is public only where it says `app.route`.
route = partial(app.route, authorizer=users, cors=cors, content_types=["*/*"])


@app.route("/health", cors=cors)
@endpoint()
def health() -> Health:
    """Whether the service answers, and which version of it."""
    return Health("ok", __version__)


@app.route("/openapi.json", cors=cors)
@endpoint()
def describe() -> Published:
    """All of this, as OpenAPI 3.1 describes it."""
    # Few starts are ever asked for it, and all would wait for what makes it.
    from chalicelib.openapi import document

    return document.published(app)


@route("/me")
@endpoint()
def who_am_i(caller: Caller) -> Account:
    """Who I am, what I use and what I may use."""
    return wiring.accounts().describe(caller.id, caller.email)


@route("/notes", methods=["POST"])
@endpoint(status=201, refuses=[Conflict, QuotaExceeded])
def write_note(caller: Caller, body: NewNote, idempotency_key: str | None) -> Note:
    """Write a note; with an Idempotency-Key, once however often it is sent."""
    return wiring.note_service().write(caller.id, body, idempotency_key)


@route("/notes")
@endpoint()
def browse_notes(caller: Caller, query: NoteQuery) -> Page[NoteSummary]:
    """My notes, last edited first; in the trash, last trashed first."""
    return wiring.note_service().browse(caller.id, query)


@route("/notes/{note_id}")
@endpoint()
def read_note(note_id: GivenNoteId, caller: Caller) -> Note:
    """One note, whole."""
    return wiring.note_service().read(caller.id, note_id)


@route("/notes/{note_id}", methods=["PATCH"])
@endpoint(refuses=[Conflict])
def change_note(note_id: GivenNoteId, caller: Caller, body: NoteChanges, precondition: Precondition) -> Note:
    """Change a note by a JSON merge patch."""
    return wiring.note_service().change(caller.id, note_id, body, precondition)


@route("/notes/{note_id}", methods=["DELETE"])
@endpoint(refuses=[Conflict])
def delete_note(note_id: GivenNoteId, caller: Caller, query: Removal) -> None:
    """Put a note and its files into the trash for 30 days, or delete for good what lies there."""
    wiring.note_service().delete(caller.id, note_id, permanently=query.permanently)


@route("/notes/{note_id}/restore", methods=["POST"])
@endpoint()
def restore_note(note_id: GivenNoteId, caller: Caller) -> Note:
    """Take a note and its files out of the trash."""
    return wiring.note_service().restore(caller.id, note_id)


@route("/files", methods=["POST"])
@endpoint(status=201, refuses=[NotFound, Conflict, QuotaExceeded])
def declare_file(caller: Caller, body: Declaration, idempotency_key: str | None) -> DeclaredFile:
    """Announce a file, and learn how to upload its bytes; with an Idempotency-Key, once however often it is sent."""
    return wiring.file_service().declare(caller.id, body, idempotency_key)


@route("/files/{file_id}/upload", methods=["POST"])
@endpoint(refuses=[Conflict])
def renew_upload(file_id: GivenFileId, caller: Caller) -> Upload:
    """Learn anew how to upload the bytes of a file that waits for them."""
    return wiring.file_service().renew_upload(caller.id, file_id)


@route("/files")
@endpoint()
def browse_files(caller: Caller, query: FileListQuery) -> Page[File] | Page[FileWithUrls]:
    """My files, newest first; the kind media is the library of photos."""
    return wiring.file_service().browse(caller.id, query)


@route("/files/{file_id}")
@endpoint()
def read_file(file_id: GivenFileId, caller: Caller) -> FileWithUrls:
    """One file, and where its bytes and previews are."""
    return wiring.file_service().read(caller.id, file_id)


@route("/files/{file_id}", methods=["PATCH"])
@endpoint(refuses=[Conflict])
def change_file(file_id: GivenFileId, caller: Caller, body: FileChanges, precondition: Precondition) -> File:
    """Rename a file, caption it, correct when it was taken, or attach it to another note, by a JSON merge patch."""
    return wiring.file_service().change(caller.id, file_id, body, precondition)


@route("/files/{file_id}", methods=["DELETE"])
@endpoint(refuses=[Conflict])
def delete_file(file_id: GivenFileId, caller: Caller, query: Removal) -> None:
    """Put a file into the trash for 30 days, or delete for good one that lies there."""
    wiring.file_service().delete(caller.id, file_id, permanently=query.permanently)


@route("/files/{file_id}/restore", methods=["POST"])
@endpoint()
def restore_file(file_id: GivenFileId, caller: Caller) -> File:
    """Take a file out of the trash."""
    return wiring.file_service().restore(caller.id, file_id)


@route("/changes")
@endpoint(refuses=[Gone])
def browse_changes(caller: Caller, query: ChangesQuery) -> Changes:
    """What has changed of mine since the cursor, oldest first; without one, where to begin."""
    return wiring.change_feed().since(caller.id, query)


@route("/live/tickets", methods=["POST"])
@endpoint(status=201)
def give_ticket(caller: Caller) -> Ticket:
    """Learn how to open a connection, on which I am told at once that something of mine has changed."""
    return wiring.live().ticket(caller.id)


# By any other method these addresses are refused (405), and HEAD is GET without the content.
allowed_methods.complete(app)


@app.on_ws_connect()
def websocket_connect(event: WebsocketEvent) -> dict[str, int]:
    """A device connects: its ticket says whose it is, or it is refused."""
    return websocket.connect(event, wiring.live())


@app.on_ws_message()
def websocket_message(event: WebsocketEvent) -> dict[str, int]:
    """A device says something: a ping is answered, and anything else is not."""
    return websocket.message(event, wiring.live())


@app.on_ws_disconnect()
def websocket_disconnect(event: WebsocketEvent) -> dict[str, int]:
    """A device is gone."""
    return websocket.disconnect(event, wiring.live())


@uploads.on_uploaded(app, settings().notifying_bucket, name="on_upload")
def on_upload(event: dict[str, Any], context: Any) -> None:
    """Bytes have arrived: make previews, and the file ready or rejected."""
    uploads.each_upload(event, context, wiring.uploads().take, wiring.uploads().discard)


@app.on_dynamodb_record(stream_arn=table_stream, name="on_change", starting_position="TRIM_HORIZON")
def on_change(event: DynamoDBEvent) -> stream.Report:
    """The table has changed: screens and listeners learn of it, files follow their note, objects go with their file."""
    return stream.each_change(event, wiring.stream_processor())


@app.schedule("rate(1 day)", name="sweep")
def sweep(event: CloudWatchEvent) -> dict[str, int]:
    """A day has passed: what is recorded is compared with what there is, and put right."""
    return schedule.each_finding(event, wiring.reconciliation().sweep)
