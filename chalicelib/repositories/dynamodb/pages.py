"""Pages of a local index, newest first."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from ...domain.errors import Invalid
from ...domain.ids import Entity
from . import steps
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
    kinds: Collection[str] = (),
    tag: str | None = None,
) -> tuple[list[Item], str | None]:
    """Return at most `limit` items under the prefix, after the index key `after`, and the index key to continue after.

    A page that is filtered, by kinds or by a tag, may hold less than `limit` although more follow. The key is None if
    nothing follows.
    """
    parameters: dict[str, Any] = {"ScanIndexForward": False} | _filter(kinds, tag)
    if after:
        parameters["ExclusiveStartKey"] = _start(table, owner, entity, index, prefix, after)
    query = partial(table.query, owner, index, prefix)
    read = steps.read(query, parameters, limit + 1) if kinds or tag else query(Limit=limit + 1, **parameters)
    items = read["Items"][:limit]
    return items, _position(index, items, read)


def _filter(kinds: Collection[str], tag: str | None) -> dict[str, Any]:
    if kinds:
        values = {f":kind_{kind}": dump(kind) for kind in kinds}
        return {
            "FilterExpression": f"#kind IN ({', '.join(values)})",
            "ExpressionAttributeNames": {"#kind": "kind"},
            "ExpressionAttributeValues": values,
        }
    if tag:
        return {"FilterExpression": "contains(tags, :tag)", "ExpressionAttributeValues": {":tag": dump(tag)}}
    return {}


def _position(index: str, items: list[Item], answer: dict[str, Any]) -> str | None:
    """Return the key of the last item on the page or, if none is left over, of the last one read; None at the end."""
    if len(answer["Items"]) > len(items):
        return str(load(items[-1][f"{index}_sk"]))
    last = answer.get("LastEvaluatedKey")
    return str(load(last[f"{index}_sk"])) if last else None


def _start(table: Table, owner: str, entity: Entity, index: str, prefix: str, after: str) -> Item:
    if not after.startswith(prefix):
        raise Invalid("/cursor", "This cursor does not belong to this list. Start again without one.")
    return table.key(owner, item(entity, last_id(after))) | {f"{index}_sk": dump(after)}
