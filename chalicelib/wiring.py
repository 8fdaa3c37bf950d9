"""The composition root: each object is made once, when first needed, so that a cold start loads only what it uses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from . import telemetry
from .domain.accounts import Accounts, Limits
from .domain.clock import utc_now
from .domain.connections import new_ticket
from .domain.ids import new_ulid
from .domain.images import Picture
from .once import Once
from .services.changes import ChangeFeed
from .services.cleanup import Cleanup
from .services.files import FileService
from .services.live import Live
from .services.notes import NoteService
from .services.stream import StreamProcessor
from .services.uploads import Uploads
from .settings import on_lambda, settings

if TYPE_CHECKING:
    from .repositories.dynamodb.files import DynamoFiles
    from .repositories.dynamodb.notes import DynamoNotes
    from .repositories.dynamodb.table import Table
    from .repositories.dynamodb.usage import UsageStore
    from .repositories.s3.objects import S3Objects
    from .repositories.s3.urls import S3Urls
    from .repositories.sockets import ApiGatewaySockets
    from .services.reconciliation import Reconciliation


def _reset_clients() -> None:
    from .repositories import clients

    clients.reset()


_once = Once(_reset_clients)


def prepare() -> None:
    """Create what nearly every request needs while a function starts: Lambda gives it more of a processor then."""
    if settings().full_botocore:
        from .repositories import clients

        clients.use_full_botocore()
    if on_lambda() and settings().table:
        _table()


@_once
def note_service() -> NoteService:
    """Return the note service, for the API and the stream."""
    from .repositories.dynamodb.cascade import DynamoCascade

    return NoteService(_notes(), DynamoCascade(_table(), _usage_store()), limits(), utc_now, new_ulid)


@_once
def file_service() -> FileService:
    """Return the file service, for the API."""
    return FileService(_files(), _urls(), limits(), utc_now, new_ulid)


@_once
def accounts() -> Accounts:
    """Return the accounts, for the API."""
    return Accounts(_usage_store().standing, limits())


@_once
def change_feed() -> ChangeFeed:
    """Return the change feed, for the API."""
    from .repositories.dynamodb.changes import DynamoChangeStore

    return ChangeFeed(DynamoChangeStore(_table()), utc_now)


@_once
def uploads() -> Uploads:
    """Return the processing of uploads, for the S3 event and the stream."""
    return Uploads(_files(), _notes(), _objects(), _read_picture, utc_now)


@_once
def cleanup() -> Cleanup:
    """Return the clean-up, for the stream."""
    return Cleanup(note_service(), uploads())


@_once
def live() -> Live:
    """Return the live connections, for the API, the WebSocket API and the stream."""
    from .repositories.dynamodb.connections import DynamoConnections

    return Live(DynamoConnections(_table()), _sockets(), settings().websocket_url, utc_now, new_ticket)


@_once
def stream_processor() -> StreamProcessor:
    """Return the processor of the table's stream."""
    from .repositories.clients import sns, sqs
    from .repositories.dead_letters import SqsDeadLetters
    from .repositories.sns_topic import SnsTopic

    return StreamProcessor(
        notify=live().nudge_since,
        clean_up=cleanup().after,
        publisher=SnsTopic(sns(), settings().events_topic_arn, f"urn:skynotes:{settings().metrics_namespace}"),
        dead_letters=SqsDeadLetters(sqs(), settings().on_change_failures_url),
        clock=utc_now,
        patience=timedelta(seconds=settings().patience_seconds),
        reports_failures=settings().reports_failures,
    )


@_once
def reconciliation() -> Reconciliation:
    """Return the reconciliation, which only the schedule needs."""
    from .repositories.clients import dynamodb, s3, user_pool
    from .repositories.dynamodb.sweep_progress import DynamoProgress
    from .repositories.dynamodb.table import Table
    from .repositories.dynamodb.usage_audit import DynamoUsageAuditor
    from .repositories.owners import OwnerDirectory
    from .repositories.s3.stored_objects import S3StoredObjects
    from .services.reconciliation import Reconciliation

    bucket = settings().media_bucket
    owners = OwnerDirectory(user_pool(), settings().user_pool_id, _table(), s3(), bucket)
    progress = DynamoProgress(Table(dynamodb(), settings().table, partition=str))
    return Reconciliation(
        owners, DynamoUsageAuditor(_table(), _usage_store()), _files(), S3StoredObjects(s3(), bucket), progress
    )


def limits() -> Limits:
    """Return the limits of each person who has no others."""
    return Limits(settings().most_notes, settings().most_files, settings().quota_bytes)


def _read_picture(data: bytes, content_type: str, name: str) -> Picture:
    # Only this import loads Pillow, and only once there is a picture to read.
    from .images import previews

    return previews.read(data, content_type, name)


@_once
def _table() -> Table:
    from .repositories.clients import dynamodb
    from .repositories.dynamodb.keys import owner_of
    from .repositories.dynamodb.table import Table

    return Table(dynamodb(), settings().table, crowded=lambda partition: telemetry.crowded(owner_of(partition)))


@_once
def _usage_store() -> UsageStore:
    from .repositories.dynamodb.usage import UsageStore

    return UsageStore(_table(), utc_now)


@_once
def _notes() -> DynamoNotes:
    from .repositories.dynamodb.notes import DynamoNotes

    return DynamoNotes(_table(), _usage_store())


@_once
def _files() -> DynamoFiles:
    from .repositories.dynamodb.files import DynamoFiles

    return DynamoFiles(_table(), _usage_store())


@_once
def _objects() -> S3Objects:
    from .repositories.clients import s3
    from .repositories.s3.objects import S3Objects

    return S3Objects(s3(), settings().media_bucket)


@_once
def _urls() -> S3Urls:
    from .repositories.clients import credentials, region, s3
    from .repositories.s3.signing import DownloadSigner, bucket_url
    from .repositories.s3.urls import S3Urls

    bucket = settings().media_bucket
    signer = DownloadSigner(bucket_url(bucket, region(), settings().s3_endpoint_url), region(), credentials, utc_now)
    return S3Urls(s3, signer, bucket, utc_now)


@_once
def _sockets() -> ApiGatewaySockets:
    from .repositories.clients import sockets
    from .repositories.sockets import ApiGatewaySockets

    return ApiGatewaySockets(lambda: sockets(settings().websocket_url))
