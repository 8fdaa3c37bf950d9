"""The sweep over notes and files on moto, wired as in `wiring.py`, with people and positions in memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from chalicelib.domain.files import StoredFile
from chalicelib.domain.reconciliation import Finding
from chalicelib.repositories.dynamodb.usage_audit import DynamoUsageAuditor
from chalicelib.repositories.s3.object_keys import incoming, original, preview
from chalicelib.repositories.s3.stored_objects import S3StoredObjects
from chalicelib.services.reconciliation import Reconciliation
from tests.support.factories import ANN, limits
from tests.support.fakes import Clock, FakeOwnerDirectory, FakeProgress
from tests.support.moto_resources import BUCKET
from tests.support.service_fixture import Around, nothing_around
from tests.support.store_backends import OnDynamoDB

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

AGES = timedelta(days=2)


def plenty_of_time() -> float:
    return 900


class ReconciliationFixture:
    """The notes and files of all users. `happens` is called in each pause; `pauses` are their lengths in seconds."""

    def __init__(self, dynamodb: DynamoDBClient, s3: S3Client) -> None:
        self.stores = OnDynamoDB(dynamodb, Clock())
        self.s3 = s3
        self.owner_directory = FakeOwnerDirectory(ANN)
        self.progress = FakeProgress()
        self.pauses: list[float] = []
        self.happens: Any = lambda: None

    def reconciliation(self, around: Around = nothing_around) -> Reconciliation:
        return Reconciliation(
            self.owner_directory,
            around(DynamoUsageAuditor(self.stores.table, self.stores.usage_store)),
            around(self.stores.files),
            around(S3StoredObjects(self.s3, BUCKET)),
            self.progress,
            self._pause,
        )

    def sweep(self, *, after: timedelta = AGES, around: Around = nothing_around) -> list[Finding]:
        """Run a sweep at a time `after` from now; return all its findings."""
        moment = datetime.now(UTC) + after
        return list(self.reconciliation(around).sweep(moment, plenty_of_time))

    def keep(self, file: StoredFile, *, owner: str = ANN, whole: bool = True) -> None:
        """Add a file, with its bytes unless `whole` is False."""
        self.stores.files.add(owner, file, limits())
        if whole:
            self.put(original(owner, file.id))

    def put(self, *keys: str) -> None:
        for key in keys:
            self.s3.put_object(Bucket=BUCKET, Key=key, Body=b"bytes")

    def drift(self, owner: str = ANN, **amounts: int) -> None:
        """Change a user's recorded usage so that it is wrong."""
        self.stores.table.transact([self.stores.usage_store.count(owner, **amounts)])

    def keys(self) -> set[str]:
        return {found["Key"] for found in self.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])}

    def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.happens()


def everything_of(owner: str, file_id: str) -> set[str]:
    """Return all keys that a file can have."""
    return {incoming(owner, file_id), original(owner, file_id), preview(owner, file_id, 320)}
