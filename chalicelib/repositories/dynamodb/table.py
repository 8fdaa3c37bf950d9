"""The only access to DynamoDB: retries where they are safe, and errors as exceptions of the repositories."""

from __future__ import annotations

import logging
import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import ClientError

from ...domain.errors import Unavailable
from . import partition_size
from .attributes import Item
from .errors import UNREACHABLE, Conflicted, InProgress, Refused, translate
from .expressions import Update
from .keys import partition

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

log = logging.getLogger(__name__)
Result = TypeVar("Result")

_ATTEMPTS = 10
# No item has this sort key, and all of the service's sort keys come before it: they begin with a letter.
_LAST_SORT_KEY = "~"


class Table:
    """The table; a request that names an owner stays in that owner's partition."""

    def __init__(
        self,
        client: DynamoDBClient,
        name: str,
        sleep: Callable[[float], None] = time.sleep,
        partition: Callable[[str], str] = partition,
        crowded: Callable[[str], None] = lambda partition: None,
    ) -> None:
        """`crowded` is told each partition that is almost as large as DynamoDB allows, whenever it is written to."""
        self._client = client
        self._name = name
        self._sleep = sleep
        self._partition = partition
        self._crowded = crowded

    def key(self, owner: str, sort_key: str) -> Item:
        """Return the key attributes of an item."""
        return {"pk": {"S": self._partition(owner)}, "sk": {"S": sort_key}}

    def get(self, owner: str, sort_key: str) -> Item | None:
        """Return the item from a consistent read, or None."""
        return self.find(self.key(owner, sort_key))

    def find(self, key: Item) -> Item | None:
        """Return the item with this key, in any partition, from a consistent read, or None."""
        return self._request("get_item", TableName=self._name, Key=key, ConsistentRead=True).get("Item")

    def take(self, key: Item, guard: dict[str, Any]) -> Item:
        """Delete an item and return it as it was. Raises `Refused`, also if the response to an earlier try was lost."""
        answer = self._request("delete_item", TableName=self._name, Key=key, ReturnValues="ALL_OLD", **guard)
        return dict(answer["Attributes"])

    def partition_after(self, partition: str | None) -> str | None:
        """Return the partition that comes next in the table's own order, which never changes; None after the last.

        One request, which reads one item however much a partition holds; eventually consistent.
        """
        asked = {"TableName": self._name, "Limit": 1, "Select": "SPECIFIC_ATTRIBUTES", "ProjectionExpression": "pk"}
        start = {"pk": {"S": partition}, "sk": {"S": _LAST_SORT_KEY}} if partition else None
        while True:
            page = self._request("scan", **asked, **({"ExclusiveStartKey": start} if start else {}))
            if page["Items"]:
                return str(page["Items"][0]["pk"]["S"])
            if not (start := page.get("LastEvaluatedKey")):
                return None

    def beginning(self, owner: str, prefix: str) -> list[Item]:
        """Return the items whose sort key begins with the prefix, in its order: one consistent read, for few items."""
        answer = self._request(
            "query",
            TableName=self._name,
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues={":pk": {"S": self._partition(owner)}, ":prefix": {"S": prefix}},
        )
        return list(answer["Items"])

    def query(self, owner: str, index: str, prefix: str, **parameters: Any) -> dict[str, Any]:
        """Query a page of the items whose key in a local index begins with `prefix`; reads consistently."""
        return self._query(owner, index, f"begins_with({index}_sk, :key)", prefix, parameters)

    def query_after(self, owner: str, index: str, position: str, **parameters: Any) -> dict[str, Any]:
        """Query a page of the items whose key in a local index is greater than `position`; reads consistently."""
        return self._query(owner, index, f"{index}_sk > :key", position, parameters)

    def query_all(self, owner: str, index: str, prefix: str) -> Iterator[Item]:
        """Yield the items of all pages of `query`: for small results, and not for a client's list."""
        page = self.query(owner, index, prefix)
        yield from page["Items"]
        while start := page.get("LastEvaluatedKey"):
            page = self.query(owner, index, prefix, ExclusiveStartKey=start)
            yield from page["Items"]

    def every_entry(self, owner: str, index: str) -> Iterator[Item]:
        """Yield the sort keys of all items in an index; one that moves meanwhile may come twice, or not at all."""
        values = {":pk": {"S": self._partition(owner)}}
        return self._walk(values, IndexName=index, KeyConditionExpression="pk = :pk", ProjectionExpression="sk")

    def every_item(self, owner: str, prefix: str) -> Iterator[Item]:
        """Yield all complete items whose sort key begins with the prefix; items never move in the table itself."""
        values = {":pk": {"S": self._partition(owner)}, ":prefix": {"S": prefix}}
        return self._walk(values, KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)")

    def update(self, owner: str, sort_key: str, update: Update) -> Item:
        """Apply an update and return the item as it is after it. Raises `Refused`.

        botocore retries a request whose response was lost. The retry is refused because of the token that the first
        write left in `written_by`; that token proves that the write succeeded, so this does not count as a refusal.
        """
        token = secrets.token_hex(8)
        signed = update.signed(token).parameters()
        key = self.key(owner, sort_key)

        def attempt() -> Item:
            answer = self._write("update_item", TableName=self._name, Key=key, ReturnValues="ALL_NEW", **signed)
            return dict(answer["Attributes"])

        try:
            return self._with_retries(attempt)
        except Refused as refused:
            if refused.items[0].get("written_by") == {"S": token}:
                return refused.items[0]
            raise

    def transact(self, actions: Sequence[dict[str, Any]]) -> None:
        """Carry out all actions or none; at most 100, each on another item. Raises `Refused`.

        The token makes a request idempotent, however often botocore or this method retries it; after a conflict, which
        cancels the transaction, the next attempt is another request with another token.
        """
        named = [{verb: {**body, "TableName": self._name}} for action in actions for verb, body in action.items()]
        token = secrets.token_hex(16)

        def attempt() -> None:
            nonlocal token
            try:
                self._write("transact_write_items", TransactItems=named, ClientRequestToken=token)
            except Conflicted:
                token = secrets.token_hex(16)
                raise

        self._with_retries(attempt)

    def _query(self, owner: str, index: str, condition: str, key: str, parameters: dict[str, Any]) -> dict[str, Any]:
        values = {":pk": {"S": self._partition(owner)}, ":key": {"S": key}}
        values |= parameters.pop("ExpressionAttributeValues", {})
        return self._request(
            "query",
            TableName=self._name,
            IndexName=index,
            ConsistentRead=True,
            KeyConditionExpression=f"pk = :pk AND {condition}",
            ExpressionAttributeValues=values,
            **parameters,
        )

    def _walk(self, values: Item, **parameters: Any) -> Iterator[Item]:
        asked = {"TableName": self._name, "ConsistentRead": True, "ExpressionAttributeValues": values, **parameters}
        page = self._request("query", **asked)
        yield from page["Items"]
        while start := page.get("LastEvaluatedKey"):
            page = self._request("query", **asked, ExclusiveStartKey=start)
            yield from page["Items"]

    def _with_retries(self, attempt: Callable[[], Result]) -> Result:
        """Retry transaction conflicts, which botocore does not; they last milliseconds, so full jitter from 10 ms."""
        for tries in range(_ATTEMPTS):
            try:
                return attempt()
            except (Conflicted, InProgress):
                self._sleep(random.uniform(0, min(0.01 * 2**tries, 0.8)))  # noqa: S311 - jitter, not a secret
        raise Unavailable

    def _write(self, operation: str, **parameters: Any) -> dict[str, Any]:
        answer = self._request(operation, **parameters, **partition_size.ASKED)
        for crowded in partition_size.crowded(answer):
            self._crowded(crowded)
        return answer

    def _request(self, operation: str, **parameters: Any) -> dict[str, Any]:
        try:
            return dict(getattr(self._client, operation)(**parameters))
        except ClientError as error:
            raise translate(error) from error
        except UNREACHABLE as error:
            log.warning("DynamoDB did not answer: %s", type(error).__name__)
            raise Unavailable from error
