"""One page of a local index, newest first."""

from __future__ import annotations

from typing import Any

from ..errors import Invalid
from ..identifiers import Entity
from .attributes import Item, dump, load
from .keys import item, last_id
from .table import Table


def read_page(
    table: Table,
    owner: str,
    entity: Entity,
    index: str,
    prefix: str,
    limit: int,
    after: str | None,
    **contains: str | None,
) -> tuple[list[Item], str | None]:
    """At most `limit` items under the prefix, behind the index key `after`, and the index key to go on from, if any.

    `contains` names an attribute and what it must be or contain. What is filtered cannot be limited by the store, so
    such a page reads up to the megabyte that one query may, and may hold less than `limit` with more to come.
    """
    filters = {name: value for name, value in contains.items() if value}
    parameters: dict[str, Any] = {"ScanIndexForward": False}
    if after:
        parameters["ExclusiveStartKey"] = _start(table, owner, entity, index, prefix, after)
    if filters:
        parameters["FilterExpression"] = " AND ".join(f"contains(#{name}, :{name})" for name in filters)
        parameters["ExpressionAttributeNames"] = {f"#{name}": name for name in filters}
        parameters["ExpressionAttributeValues"] = {f":{name}": dump(value) for name, value in filters.items()}
    else:
        parameters["Limit"] = limit + 1
    answer = table.query(owner, index, prefix, **parameters)
    items = answer["Items"][:limit]
    return items, _position(index, items, answer)


def _position(index: str, items: list[Item], answer: dict[str, Any]) -> str | None:
    """Behind the last item given, or, when all that was read was filtered away, behind the last one read."""
    if len(answer["Items"]) > len(items):
        return str(load(items[-1][f"{index}_sk"]))
    last = answer.get("LastEvaluatedKey")
    return str(load(last[f"{index}_sk"])) if last else None


def _start(table: Table, owner: str, entity: Entity, index: str, prefix: str, after: str) -> Item:
    if not after.startswith(prefix):
        raise Invalid("/cursor", "This cursor does not belong to this list.")
    return table.key(owner, item(entity, last_id(after))) | {f"{index}_sk": dump(after)}
