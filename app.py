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
from chalicelib.events import schedule, sign_up, stream, uploads, websocket
from chalicelib.services.changes import Changes, ChangesQuery
from chalicelib.services.files import FileListQuery
from chalicelib.services.notes import NoteQuery
from chalicelib.settings import chalice_command, settings

# Chalice's own commands import the app from a checkout, which has folders that the package on Lambda lacks.
if chalice_command() == "local":
    from local import chalice_local

    chalice_local.prepare()
elif chalice_command():
    from ship.chalice_deploy import commands

    commands.prepare()

wiring.prepare()
app = Chalice(app_name="skynotes", configure_logs=False)
# Chalice still marks WebSockets experimental; this opts in.
app.experimental_feature_flags.add("WEBSOCKETS")
# `chalice deploy` and Terraform take existing resources; CloudFormation creates them together with the functions.
user_pool: Any = settings().user_pool_arn or {"Fn::GetAtt": ["UserPool", "Arn"]}
table_stream: Any = settings().table_stream_arn or {"Fn::GetAtt": ["Table", "StreamArn"]}
users = CognitoUserPoolAuthorizer("users", provider_arns=[user_pool])
cors = CORSConfig(
    allow_origin=settings().allowed_origin, allow_headers=REQUEST_HEADERS, expose_headers=RESPONSE_HEADERS
)

endpoint = partial(declare, app)
# Private by default: only routes that are declared with `app.route` are public.
route = partial(app.route, authorizer=users, cors=cors, content_types=["*/*"])


@app.route("/health", cors=cors)
@endpoint()
def health() -> Health:
    """Report that the service is up, and its version."""
    return Health("ok", __version__)


@app.route("/openapi.json", cors=cors)
@endpoint()
def describe() -> Published:
    """Return this OpenAPI 3.1 description of the API."""
    # Imported here because few processes need it, and it would slow down every cold start.
    from chalicelib.openapi import document

    return document.published(app)


@route("/me")
@endpoint()
def who_am_i(caller: Caller) -> Account:
    """Return the caller's account: id, email, usage and limits."""
    return wiring.accounts().describe(caller.id, caller.email)


@route("/notes", methods=["POST"])
@endpoint(status=201, refuses=[Conflict, QuotaExceeded])
def write_note(caller: Caller, body: NewNote, idempotency_key: str | None) -> Note:
    """Create a note; with an Idempotency-Key, a retry creates no second one."""
    return wiring.note_service().write(caller.id, body, idempotency_key)


@route("/notes")
@endpoint()
def browse_notes(caller: Caller, query: NoteQuery) -> Page[NoteSummary]:
    """List the caller's notes, last edited first; in the trash, last trashed first."""
    return wiring.note_service().browse(caller.id, query)


@route("/notes/{note_id}")
@endpoint()
def read_note(note_id: GivenNoteId, caller: Caller) -> Note:
    """Return a note with its whole text."""
    return wiring.note_service().read(caller.id, note_id)


@route("/notes/{note_id}", methods=["PATCH"])
@endpoint(refuses=[Conflict])
def change_note(note_id: GivenNoteId, caller: Caller, body: NoteChanges, precondition: Precondition) -> Note:
    """Change a note by a JSON merge patch."""
    return wiring.note_service().change(caller.id, note_id, body, precondition)


@route("/notes/{note_id}", methods=["DELETE"])
@endpoint(refuses=[Conflict])
def delete_note(note_id: GivenNoteId, caller: Caller, query: Removal) -> None:
    """Move a note and its files to the trash for 30 days, or permanently delete a trashed note and its files."""
    wiring.note_service().delete(caller.id, note_id, permanently=query.permanently)


@route("/notes/{note_id}/restore", methods=["POST"])
@endpoint()
def restore_note(note_id: GivenNoteId, caller: Caller) -> Note:
    """Restore a note from the trash, and the files that were trashed with it."""
    return wiring.note_service().restore(caller.id, note_id)


@route("/files", methods=["POST"])
@endpoint(status=201, refuses=[NotFound, Conflict, QuotaExceeded])
def declare_file(caller: Caller, body: Declaration, idempotency_key: str | None) -> DeclaredFile:
    """Declare a file and presign the upload of its bytes; with an Idempotency-Key, a retry declares no second one."""
    return wiring.file_service().declare(caller.id, body, idempotency_key)


@route("/files/{file_id}/upload", methods=["POST"])
@endpoint(refuses=[Conflict])
def renew_upload(file_id: GivenFileId, caller: Caller) -> Upload:
    """Presign the upload again for a file whose bytes have not arrived."""
    return wiring.file_service().renew_upload(caller.id, file_id)


@route("/files")
@endpoint()
def browse_files(caller: Caller, query: FileListQuery) -> Page[File] | Page[FileWithUrls]:
    """List the caller's files, newest first; the kind `media` is the photo library."""
    return wiring.file_service().browse(caller.id, query)


@route("/files/{file_id}")
@endpoint()
def read_file(file_id: GivenFileId, caller: Caller) -> FileWithUrls:
    """Return a file, with presigned URLs of its bytes and previews once they are ready."""
    return wiring.file_service().read(caller.id, file_id)


@route("/files/{file_id}", methods=["PATCH"])
@endpoint(refuses=[Conflict])
def change_file(file_id: GivenFileId, caller: Caller, body: FileChanges, precondition: Precondition) -> File:
    """Rename a file, caption it, correct when it was taken, or attach it to another note, by a JSON merge patch."""
    return wiring.file_service().change(caller.id, file_id, body, precondition)


@route("/files/{file_id}", methods=["DELETE"])
@endpoint(refuses=[Conflict])
def delete_file(file_id: GivenFileId, caller: Caller, query: Removal) -> None:
    """Move a file to the trash for 30 days, or permanently delete a trashed file."""
    wiring.file_service().delete(caller.id, file_id, permanently=query.permanently)


@route("/files/{file_id}/restore", methods=["POST"])
@endpoint()
def restore_file(file_id: GivenFileId, caller: Caller) -> File:
    """Restore a file from the trash."""
    return wiring.file_service().restore(caller.id, file_id)


@route("/changes")
@endpoint(refuses=[Gone])
def browse_changes(caller: Caller, query: ChangesQuery) -> Changes:
    """List changes of the caller's notes and files since a cursor, oldest first; without one, return a cursor."""
    return wiring.change_feed().since(caller.id, query)


@route("/live/tickets", methods=["POST"])
@endpoint(status=201)
def give_ticket(caller: Caller) -> Ticket:
    """Create a ticket for opening a WebSocket connection that notifies the caller of changes at once."""
    return wiring.live().ticket(caller.id)


# Other methods of these paths are answered with 405, and HEAD like GET without the body.
allowed_methods.complete(app)


@app.on_ws_connect()
def websocket_connect(event: WebsocketEvent) -> dict[str, int]:
    """Open the connection of a device that has a valid ticket, or refuse it."""
    return websocket.connect(event, wiring.live())


@app.on_ws_message()
def websocket_message(event: WebsocketEvent) -> dict[str, int]:
    """Answer a ping, and ignore any other message."""
    return websocket.message(event, wiring.live())


@app.on_ws_disconnect()
def websocket_disconnect(event: WebsocketEvent) -> dict[str, int]:
    """Remove a closed connection."""
    return websocket.disconnect(event, wiring.live())


@uploads.on_uploaded(app, settings().notifying_bucket, name="on_upload")
def on_upload(event: dict[str, Any], context: Any) -> None:
    """Process uploaded bytes: make previews, and mark the file ready or rejected."""
    uploads.each_upload(event, context, wiring.uploads().take, wiring.uploads().discard)


@app.on_dynamodb_record(stream_arn=table_stream, name="on_change", starting_position="TRIM_HORIZON")
def on_change(event: DynamoDBEvent) -> stream.Report:
    """Handle a batch of table changes: notify devices and subscribers, cascade to files, delete orphaned objects."""
    return stream.each_change(event, wiring.stream_processor())


@app.schedule("rate(1 day)", name="sweep")
def sweep(event: CloudWatchEvent) -> dict[str, int]:
    """Reconcile usage and stored objects with the notes and files, once a day."""
    return schedule.each_finding(event, wiring.reconciliation().sweep)


@app.lambda_function(name="pre_sign_up")
def pre_sign_up(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Let Cognito create an account, or refuse it, as the owner has chosen."""
    return sign_up.admit(event, context, settings().sign_up, settings().sign_up_domains)
