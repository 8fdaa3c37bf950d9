"""Descriptions of the API, its tags and its operations, for the reference."""

from __future__ import annotations

from .schemas import Document

INFO: Document = {
    "title": "Skynotes",
    "summary": "A private home for notes and photos.",
    "description": (
        "Requests carry a Cognito ID token as `Authorization: Bearer <token>`, and reach only the data of that token's "
        "user. Errors are problem documents (RFC 9457). Notes and files have an `ETag`, which is their version: a "
        "change sends it as `If-Match`, and is refused with 412 if someone else made a change first. Lists are read "
        "page by page, with the `cursor` of the previous page. Times are RFC 3339 in UTC, except for `taken_at`, which "
        "is local time at the place where a photo was taken."
    ),
    "contact": {"name": "The owner of this Skynotes"},
    "license": {"name": "MIT", "identifier": "MIT"},
}

# In the order in which the reference shows them.
TAGS: dict[str, str] = {
    "notes": "Notes: text in Markdown, with tags, photos and files.",
    "files": "Photos and other files: metadata here, bytes uploaded to S3 and downloaded from it by presigned URLs.",
    "changes": "The change feed, with which a client stays up to date.",
    "live": "Live notifications over a WebSocket.",
    "me": "The caller's account.",
    "health": "The state of the service.",
    "openapi.json": "The description of this API.",
}

OPERATIONS: dict[str, str] = {
    "health": "Public, without a request to the database. Use it to check that the API can be reached.",
    "describe": "Public. A `304` answers a request whose `If-None-Match` names the current version.",
    "who_am_i": "Usage counts what is stored in every state, the trash included. Writes beyond a limit are refused.",
    "write_note": (
        "Send an `Idempotency-Key` if the request may be retried: within 24 hours, the same key with the same body "
        "returns the note that the first request created, and with another body is refused."
    ),
    "browse_notes": (
        "The list has summaries: an excerpt instead of the whole text. Filter by `state` and `tag`. The last page has "
        "a null `cursor`; a page may have fewer items than `limit`, and still have a next one."
    ),
    "read_note": (
        "Works in every state, the trash included. A `304` answers an `If-None-Match` with the current version."
    ),
    "change_note": (
        "Send only the fields to change, and the note's `ETag` as `If-Match`. Archiving is a change of `state`. A note "
        "in the trash has to be restored before it can be changed."
    ),
    "delete_note": (
        "A note in the trash is permanently deleted after 30 days. With `permanently=true` that happens at once, to a "
        "note that is in the trash already. A repeated request to the trash succeeds and changes nothing."
    ),
    "restore_note": (
        "The note returns to the state that it had before. Restoring a note that is not trashed changes nothing."
    ),
    "declare_file": (
        "Upload the bytes by sending the returned `upload` to S3: its method, URL and headers, within its lifetime. "
        "The file is `pending` until they have been processed, then `ready` or `rejected` with a `reason`. Image types "
        "have a lower maximum size than other files."
    ),
    "renew_upload": "Use it when the previous upload has expired. Refused once the bytes have arrived.",
    "browse_files": (
        "Filter by `kind`, `state` or `note_id`. The photo library is sorted by the time when a photo was taken, all "
        "other lists by the time when the file was declared."
    ),
    "read_file": "The URLs expire; read the file again to get new ones.",
    "change_file": (
        "Send only the fields to change, and the file's `ETag` as `If-Match`. Null removes a caption, detaches the "
        "file from its note, or resets the date to the one in the picture."
    ),
    "delete_file": (
        "A file in the trash is permanently deleted after 30 days. With `permanently=true` that happens at once, to a "
        "file that is in the trash already."
    ),
    "restore_file": (
        "Restoring a file that is not trashed changes nothing. A file returns to its note, unless that is gone."
    ),
    "browse_changes": (
        "Begin without a cursor, read the lists, then send the cursor of each response. An item has the current state "
        "of a note or file, or says that it was permanently deleted. A cursor that is too old is refused with 410: "
        "begin again."
    ),
    "give_ticket": (
        "Open a WebSocket connection to `url` with the query parameter `ticket`, within 30 seconds. A ticket opens one "
        "connection. Notifications say that something changed; the change feed says what."
    ),
}
