"""Keys of the table, and its access patterns.

All items of a user share a partition, so that no read can leave it. The five indexes are local: they support
consistent reads, so that a list contains what was just written, and cost no write to another partition.

| Item        | pk         | sk                     | index        | key in that index              |
|-------------|------------|------------------------|--------------|--------------------------------|
| Note        | user#<sub> | note#<id>              | `listed`     | <state>#<edited_at>#<id>       |
|             |            |                        |              | trashed#<updated_at>#<id>      |
|             |            |                        | `changed`    | <updated_at>#note#<id>         |
| File        | user#<sub> | file#<id>              | `uploads`    | <state>#<id>                   |
|             |            |                        | `library`    | media#<state>#<time>#<id>      |
|             |            |                        | `attached`   | <note id>#<state>#<id>         |
|             |            |                        | `changed`    | <updated_at>#file#<id>         |
| Usage       | user#<sub> | usage                  |              |                                |
| Idempotency | user#<sub> | idempotency#<digest>   |              |                                |
| Tombstone   | user#<sub> | gone#<note|file>#<id>  | `changed`    | <deleted_at>#gone#<kind>#<id>  |
| Connection  | user#<sub> | connection#<time>#<id> |              |                                |
| ... by id   | connection#<id> | connection        |              |                                |
| Ticket      | ticket#<digest> | ticket            |              |                                |
| Sweep       | sweep      | position               |              |                                |

| Access pattern                             | Requests                                                        |
|--------------------------------------------|-----------------------------------------------------------------|
| Write a note                               | TransactWriteItems: note, usage (and idempotency)               |
| Read a note, a file, the usage             | GetItem                                                         |
| Change a note, rename or caption a file    | UpdateItem, conditional on the version                          |
| Archive a note, unarchive it               | GetItem, then UpdateItem, conditional on what was read          |
| List notes by state, last edited first     | Query `listed`: summaries only (a tag filters what is read)     |
| Declare an upload                          | TransactWriteItems: file, usage within the quota (and its note) |
| The library of photos, by time taken       | Query `library` (a kind filters what is read)                   |
| List all files, newest upload first        | Query `uploads` (the kind `other` filters what is read)         |
| List the files of a note                   | Query `attached`                                                |
| Move a file, correct when it was taken     | GetItem, then TransactWriteItems: file, usage, notes            |
| Trash a note, restore it                   | UpdateItem (a restore reads it first)                           |
| ... with its files                         | ... GetItem, Query `attached`, TransactWriteItems for each 49   |
| Permanently delete a note or file          | GetItem, then TransactWriteItems: item, tombstone, usage        |
| Clean up after an item has expired         | stream record, then TransactWriteItems: tombstone, usage        |
| Read the change feed                       | Query `changed`: summaries, files and tombstones                |
| Create a ticket                            | TransactWriteItems: ticket                                      |
| Connect                                    | DeleteItem: ticket, then TransactWriteItems: connection, Query  |
| Answer a ping                              | GetItem: connection by id                                       |
| Disconnect                                 | GetItem, then TransactWriteItems: connection                    |
| Nudge a person's devices                   | Query: connections (TransactWriteItems for each that is gone)   |
| Recount what a user stores                 | GetItem, Query `listed`, Query of the files' sort keys          |
| Correct their usage                        | UpdateItem, conditional on the revision                         |
| Find the partitions of all users           | Scan of one key, starting after the last one                    |
| Start a sweep, and continue it             | GetItem; UpdateItem, conditional on the revision                |

`<time>` is when a picture was taken, by the clock of that place, or else when it was declared, in UTC: to the second,
and compared digit by digit. A ULID begins with the time of its creation, so `<id>` alone sorts by it. Only pictures are
in `library`, under a single prefix, so that other media can be added to it later.

Notes and files always have a map `details`, which the indexes project as one attribute: `edited_at` of notes, and the
metadata of pictures. A trashed note keeps the key that it got when it was trashed: the trash lists the last trashed
first.

A tombstone records that the usage was decremented for a removed item: this happens once, whoever removes the item and
however often the stream delivers the removal. It also tells readers of the change feed about the removal. An item that
is restored from a backup is in `changed` at the time of the restore, so that those readers get it.

The usage has a `revision`, which increases with every counted change: the sweep recounts without blocking anyone, and
stores the result only if nothing was counted meanwhile. The usage also holds how many bytes its owner has permanently
deleted in which week. `expires_at` is the time to live of every item that has one.

A device that connects is known only by its ticket, one that disconnects only by its id, and the position of the sweep
belongs to no user. These three kinds of items, and no others, are outside the partitions of users.
"""

from __future__ import annotations

import hashlib

from ...domain.file_fields import MEDIA_KINDS
from ...domain.files import File
from ...domain.ids import Entity
from ...domain.notes import Note

USAGE = "usage"
# The first part of keys in `library`.
MEDIA = "media"
# The partition of the sweep, and the sort keys of items that are alone in their partition.
SWEEP = "sweep"
SWEEP_POSITION = "position"
TICKET = "ticket"
CONNECTION = "connection"


def partition(owner: str) -> str:
    """Return the partition of a user."""
    return f"user#{owner}"


def owner_of(partition_key: str) -> str:
    """Return the user of a partition."""
    return partition_key.removeprefix("user#")


def is_owners(partition_key: str) -> bool:
    """Return whether a partition is an owner's, and not that of a ticket, a connection or the sweep."""
    return partition_key.startswith(partition(""))


def item(entity: Entity, identifier: str) -> str:
    """Return the sort key of a note or a file."""
    return f"{entity}#{identifier}"


def identify(sort_key: str) -> tuple[str, str]:
    """Return entity and id of a sort key, whatever kind of item it is."""
    entity, _, identifier = sort_key.partition("#")
    return entity, identifier


def tombstone(entity: Entity, identifier: str) -> str:
    """Return the sort key of the tombstone of a note or a file."""
    return f"gone#{entity}#{identifier}"


def idempotency(key: str) -> str:
    """Return the sort key for a client's Idempotency-Key, which may be any text."""
    return f"idempotency#{hashlib.sha256(key.encode()).hexdigest()}"


def ticket_partition(ticket: str) -> str:
    """Return the partition of a ticket, by a digest, so that a reader of the table cannot redeem the ticket."""
    return f"ticket#{hashlib.sha256(ticket.encode()).hexdigest()}"


def connection_partition(connection_id: str) -> str:
    """Return the partition of the item that maps a connection to its owner."""
    return f"connection#{connection_id}"


def connection(connected_at: str = "", connection_id: str = "") -> str:
    """Return the sort key of a connection among its owner's, or the prefix of all of them."""
    return f"connection#{connected_at}#{connection_id}" if connection_id else "connection#"


def is_kept(partition_key: str, sort_key: str) -> bool:
    """Return whether an item belongs to a user's data, and is not a ticket, a connection or a sweep's progress."""
    return partition_key.startswith(partition("")) and not sort_key.startswith(connection())


def note_indexes(note: Note) -> dict[str, str]:
    """Return a note's key in each index."""
    moment = note.updated_at if note.state == "trashed" else note.edited_at
    return {
        "listed_sk": listed(note.state, moment, note.id),
        "changed_sk": changed(note.updated_at, item("note", note.id)),
    }


def listed(state: str, moment: str, note_id: str) -> str:
    """Return a note's key in `listed`, by when it was last edited or, in the trash, by when it was trashed."""
    return f"{state}#{moment}#{note_id}"


def file_indexes(file: File) -> dict[str, str]:
    """Return a file's key in each index: only pictures are in `library`, only files with a note are in `attached`."""
    indexes = {
        "uploads_sk": f"{file.state}#{file.id}",
        "changed_sk": changed(file.updated_at, item("file", file.id)),
    }
    if file.kind in MEDIA_KINDS:
        indexes["library_sk"] = f"{MEDIA}#{file.state}#{_clock(file)}#{file.id}"
    if file.note_id:
        indexes["attached_sk"] = f"{file.note_id}#{file.state}#{file.id}"
    return indexes


def _clock(file: File) -> str:
    """Return `YYYY-MM-DDTHH:MM:SS`, local time taken or else UTC time created, which are compared digit by digit."""
    return (file.taken_at or file.created_at)[:19]


def changed(moment: str, sort_key: str) -> str:
    """Return the key in `changed` of the item with this sort key, changed at this moment."""
    return f"{moment}#{sort_key}"


def moment_of(changed_key: str) -> str:
    """Return the moment with which a key in `changed` begins."""
    return changed_key.partition("#")[0]


def last_id(index_key: str) -> str:
    """Return the id with which every index key ends."""
    return index_key.rpartition("#")[2]
