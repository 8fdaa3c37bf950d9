"""The two backends of every test of a store: the fakes, and the repositories on moto."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from chalicelib.domain.accounts import Usage
from chalicelib.domain.files import StoredFile
from chalicelib.domain.ids import Entity
from chalicelib.repositories import clients
from chalicelib.repositories.dynamodb.cascade import DynamoCascade
from chalicelib.repositories.dynamodb.changes import DynamoChangeStore
from chalicelib.repositories.dynamodb.files import DynamoFiles, put
from chalicelib.repositories.dynamodb.keys import item
from chalicelib.repositories.dynamodb.notes import DynamoNotes
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.repositories.dynamodb.usage import UsageStore
from chalicelib.repositories.s3.object_keys import incoming
from chalicelib.repositories.s3.objects import S3Objects
from chalicelib.repositories.s3.signing import DownloadSigner, bucket_url
from chalicelib.repositories.s3.urls import S3Urls
from chalicelib.services.ports import Cascade, ChangeStore, FileStore, FileUrls, NoteStore, ObjectStore
from tests.support.fakes import Clock, FakeCascade, FakeFiles, FakeNotes, FakeObjects, SharedState
from tests.support.moto_resources import BUCKET, REGION, TABLE

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client


class Stores(Protocol):
    """Note and file stores that share their state."""

    notes: NoteStore
    files: FileStore
    cascade: Cascade

    def usage(self, owner: str) -> Usage: ...

    def place(self, owner: str, files: Iterable[StoredFile]) -> None:
        """Put many files into the store at once, neither counted nor listed by their note."""

    def lose(self, owner: str, entity: Entity, identifier: str) -> None:
        """Remove a note or a file without decrementing usage, as its time to live does."""


class InMemory:
    """The fakes."""

    def __init__(self, clock: Clock) -> None:
        self.shared = SharedState()
        files = FakeFiles(self.shared, clock)
        self.notes: NoteStore = FakeNotes(self.shared)
        self.files: FileStore = files
        self.cascade: Cascade = FakeCascade(self.shared, files)

    def usage(self, owner: str) -> Usage:
        return self.shared.usage(owner)

    def place(self, owner: str, files: Iterable[StoredFile]) -> None:
        self.shared.files |= {(owner, file.id): file for file in files}

    def lose(self, owner: str, entity: Entity, identifier: str) -> None:
        kept: dict[tuple[str, str], object] = {"note": self.shared.notes, "file": self.shared.files}[entity]  # type: ignore[assignment]
        del kept[owner, identifier]


class OnDynamoDB:
    """The repositories, with one client."""

    def __init__(self, client: DynamoDBClient, clock: Clock, pauses: list[float] | None = None) -> None:
        self.client = client
        self.table = Table(client, TABLE, sleep=(pauses if pauses is not None else []).append)
        self.usage_store = UsageStore(self.table, clock)
        self.notes: NoteStore = DynamoNotes(self.table, self.usage_store)
        self.files: FileStore = DynamoFiles(self.table, self.usage_store)
        self.cascade: Cascade = DynamoCascade(self.table, self.usage_store)
        self.feed: ChangeStore = DynamoChangeStore(self.table)

    def usage(self, owner: str) -> Usage:
        return self.usage_store.usage(owner)

    def place(self, owner: str, files: Iterable[StoredFile]) -> None:
        for file in files:
            self.client.put_item(TableName=TABLE, Item=put(self.table, owner, file)["Put"]["Item"])

    def lose(self, owner: str, entity: Entity, identifier: str) -> None:
        self.client.delete_item(TableName=TABLE, Key=self.table.key(owner, item(entity, identifier)))


class Objects(Protocol):
    """An object store, and a client that uploads to it."""

    store: ObjectStore
    urls: FileUrls

    def arrive(self, owner: str, file_id: str, data: bytes) -> None:
        """Upload bytes as a client does."""

    def places(self) -> set[str]:
        """Return the places that have bytes: owner, file id, and `upload`, `original` or the edge of a preview."""


class ObjectsInMemory:
    """The fake."""

    def __init__(self, clock: Clock) -> None:
        self.fake = FakeObjects(clock)
        self.store: ObjectStore = self.fake
        self.urls: FileUrls = self.fake

    def arrive(self, owner: str, file_id: str, data: bytes) -> None:
        self.fake.arrive(owner, file_id, data)

    def places(self) -> set[str]:
        return {" ".join(place) for place in self.fake.places}


class ObjectsOnS3:
    """The repository, with one client."""

    def __init__(self, client: S3Client, clock: Clock) -> None:
        self.client = client
        self.store: ObjectStore = S3Objects(client, BUCKET)
        signer = DownloadSigner(bucket_url(BUCKET, REGION), REGION, clients.credentials, clock)
        self.urls: FileUrls = S3Urls(lambda: client, signer, BUCKET, clock)

    def arrive(self, owner: str, file_id: str, data: bytes) -> None:
        self.client.put_object(Bucket=BUCKET, Key=incoming(owner, file_id), Body=data)

    def places(self) -> set[str]:
        keys = [found["Key"] for found in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]
        return {_place(*key.split("/")) for key in keys}


def _place(prefix: str, owner: str, file_id: str, preview: str = "") -> str:
    what = {"incoming": "upload", "originals": "original", "previews": preview.removesuffix(".webp")}[prefix]
    return f"{owner} {file_id} {what}"
