"""Detection of breaking changes in the OpenAPI document, by the promises in docs/api-changes.md.

The rules for requests may be relaxed but never tightened; responses may gain members but their rules are never relaxed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

Document = dict[str, Any]
Direction = Literal["sent", "answered"]
_UPPER = ("maxLength", "maximum", "maxItems")
_LOWER = ("minLength", "minimum", "minItems")
_FIXED = ("type", "format", "pattern", "const")


def breaking(old: Document, new: Document) -> list[str]:
    """Return a sentence for each change that could break a client of the old API."""
    return sorted(set(_Comparison(old, new).operations()))


class _Comparison:
    def __init__(self, old: Document, new: Document) -> None:
        self._old = old
        self._new = new

    def operations(self) -> Iterator[str]:
        before, after = _operations(self._old), _operations(self._new)
        for name, operation in before.items():
            if name not in after:
                yield f"`{name}` was removed."
                continue
            yield from self._operation(name, operation, after[name])

    def _operation(self, name: str, old: Document, new: Document) -> Iterator[str]:
        if old["operationId"] != new["operationId"]:
            yield f"`{name}`: the operationId changed from `{old['operationId']}` to `{new['operationId']}`."
        if not old.get("security") and new.get("security"):
            yield f"`{name}` requires a token."
        yield from self._parameters(name, old, new)
        yield from self._contents(f"{name}, body", old.get("requestBody", {}), new.get("requestBody", {}), "sent")
        for status, response in old["responses"].items():
            if status not in new["responses"]:
                yield f"`{name}` no longer responds with {status}."
                continue
            found = new["responses"][status]
            yield from _missing(f"{name}, {status}, header", response.get("headers", {}), found.get("headers", {}))
            yield from self._contents(f"{name}, {status}", response, found, "answered")

    def _parameters(self, name: str, old: Document, new: Document) -> Iterator[str]:
        before, after = _parameters(old), _parameters(new)
        yield from _missing(f"{name}, parameter", before, after)
        for one, parameter in after.items():
            if parameter["required"] and not before.get(one, {}).get("required"):
                yield f"`{name}` requires the parameter `{one}`."
            if one in before:
                yield from self._schema(f"{name}, {one}", before[one]["schema"], parameter["schema"], "sent")

    def _contents(self, where: str, old: Document, new: Document, direction: Direction) -> Iterator[str]:
        before, after = old.get("content", {}), new.get("content", {})
        yield from _missing(f"{where}, media type", before, after)
        for media_type in before.keys() & after.keys():
            yield from self._schema(where, before[media_type]["schema"], after[media_type]["schema"], direction)

    def _schema(self, where: str, old: Document, new: Document, direction: Direction) -> Iterator[str]:
        old, new = _resolved(old, self._old), _resolved(new, self._new)
        for rule in _FIXED:
            if old.get(rule) != new.get(rule):
                yield f"`{where}`: `{rule}` changed from {old.get(rule)} to {new.get(rule)}."
        yield from _bounds(where, old, new, direction)
        yield from _values(where, old, new, direction)
        yield from self._members(where, old, new, direction)
        if "items" in old and "items" in new:
            yield from self._schema(f"{where}[]", old["items"], new["items"], direction)
        yield from self._alternatives(where, old.get("anyOf", []), new.get("anyOf", []), direction)

    def _members(self, where: str, old: Document, new: Document, direction: Direction) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed, given = set(old.get("required", ())), set(new.get("required", ()))
        yield from _missing(where, before, after)
        if direction == "sent":
            yield from (f"`{where}` requires `{name}`." for name in given - needed)
        else:
            yield from (f"`{where}` may omit `{name}`." for name in (needed - given) & after.keys())
        for name in before.keys() & after.keys():
            yield from self._schema(f"{where}: {name}", before[name], after[name], direction)

    def _alternatives(self, where: str, old: list[Any], new: list[Any], direction: Direction) -> Iterator[str]:
        before, after = {_title(one): one for one in old}, {_title(one): one for one in new}
        if direction == "sent":
            yield from (f"`{where}` may no longer be {name}." for name in before.keys() - after.keys())
        else:
            yield from (f"`{where}` may be {name}." for name in after.keys() - before.keys())
        for name in before.keys() & after.keys():
            yield from self._schema(where, before[name], after[name], direction)


def _operations(document: Document) -> dict[str, Document]:
    return {f"{method.upper()} {path}": one for path, by in document["paths"].items() for method, one in by.items()}


def _parameters(operation: Document) -> dict[str, Document]:
    return {one["name"]: one for one in operation.get("parameters", [])}


def _resolved(schema: Document, document: Document) -> Document:
    if "$ref" not in schema:
        return schema
    found: Document = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return {**found, **schema}


def _title(schema: Document) -> str:
    return str(schema.get("$ref", schema.get("type", "another"))).rpartition("/")[2]


def _missing(where: str, old: Document, new: Document) -> Iterator[str]:
    yield from (f"`{where}`: `{name}` was removed." for name in old.keys() - new.keys())


def _values(where: str, old: Document, new: Document, direction: Direction) -> Iterator[str]:
    if "enum" not in old or "enum" not in new:
        return
    if direction == "sent":
        yield from (f"`{where}` may no longer be {value!r}." for value in old["enum"] if value not in new["enum"])
    else:
        yield from (f"`{where}` may be {value!r}." for value in new["enum"] if value not in old["enum"])


def _bounds(where: str, old: Document, new: Document, direction: Direction) -> Iterator[str]:
    """Compare the bounds; a lower upper bound or a higher lower bound is stricter."""
    for rules, upwards in ((_UPPER, 1), (_LOWER, -1)):
        for rule in rules:
            no_bound = float("inf") * upwards
            growth = (new.get(rule, no_bound) - old.get(rule, no_bound)) * upwards if rule in {*old, *new} else 0
            if growth < 0 if direction == "sent" else growth > 0:
                yield f"`{where}`: `{rule}` changed from {old.get(rule)} to {new.get(rule)}."
