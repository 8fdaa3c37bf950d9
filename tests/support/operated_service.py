"""A service on moto, for operator commands, and backups of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import boto3

from chalicelib.repositories.s3.object_keys import original
from operate import items, objects
from operate.archive import Archive
from operate.running_stage import RetainedResources
from ship.account import Account
from tests.support.factories import ANN, file_id
from tests.support.moto_resources import BUCKET, REGION, TABLE

BYTES = b"0123456789"


def retained_resources(dynamodb: Any, s3: Any) -> RetainedResources:
    """Return the service that these clients reach."""
    account = Account(boto3.Session("testing", "testing", region_name=REGION))
    account.dynamodb, account.s3 = dynamodb, s3
    return RetainedResources(account, TABLE, BUCKET, "pool")


def keep_bytes(place: RetainedResources, number: int = 1, data: bytes = BYTES) -> str:
    """Store the original of a file of Ann's; return its key."""
    key = original(ANN, file_id(number))
    place.account.s3.put_object(Bucket=BUCKET, Key=key, Body=data)
    return key


def backup_of(place: RetainedResources, directory: Path) -> Archive:
    """Back up everything except the accounts."""
    archive = Archive(directory)
    archive.begin({"table": TABLE})
    archive.write("accounts", [])
    archive.write("items", items.everything(place))
    archive.write("objects", map(asdict, objects.fetch(place, archive)))
    archive.finish({"source": {"table": TABLE}})
    return archive


@contextmanager
def just_before(client: Any, operation: str, happens: Callable[[], object]) -> Iterator[list[Mapping[str, Any]]]:
    """Run `happens` before each request of one operation; yield the list of the requests made so far."""
    made: list[Mapping[str, Any]] = []

    def listen(params: Mapping[str, Any], **_: Any) -> None:
        made.append(params)
        happens()

    event = f"before-call.{client.meta.service_model.service_id.hyphenize()}.{operation}"
    client.meta.events.register(event, listen)
    try:
        yield made
    finally:
        client.meta.events.unregister(event, listen)
