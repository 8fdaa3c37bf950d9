"""Links from a response to the routes that take its id, its version or its cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_origin

from ..api.contracts import Contract
from ..domain.files import File
from ..domain.notes import Note
from ..domain.presigned import DeclaredFile, FileWithUrls
from .schemas import Document, alternatives

# The path parameter that takes the id, and the JSON pointer to the id in the response.
_IDS = {
    Note: ("note_id", "/id"),
    File: ("file_id", "/id"),
    FileWithUrls: ("file_id", "/id"),
    DeclaredFile: ("file_id", "/file/id"),
}
_VERSIONED = {Note, File, FileWithUrls}


def links(contract: Contract, others: Iterable[Contract]) -> Document:
    """Return the link objects of a route's response, by the name of the route that they lead to."""
    if is_page(contract.gives):
        return {contract.name: _link(contract, "The next page.", cursor="$response.body#/cursor")}
    return {other.name: link for other in others for link in _to(other, contract.gives)}


def is_page(gives: Any) -> bool:
    """Return whether the response is a page, with a cursor to the next one."""
    fields = {getattr(get_origin(kind) or kind, "__struct_fields__", ()) for kind in alternatives(gives)}
    return all({"items", "cursor"} <= set(named) for named in fields)


def _to(other: Contract, gives: Any) -> Iterator[Document]:
    name, pointer = _IDS.get(gives, ("", ""))
    if name not in other.path_parameters:
        return
    known = {name: f"$response.body#{pointer}"}
    if "precondition" in other.asked:
        if gives not in _VERSIONED:
            return
        known["If-Match"] = "$response.header.ETag"
    yield _link(other, other.summary, **known)


def _link(other: Contract, about: str, **known: str) -> Document:
    return {"operationId": other.name, "description": about, "parameters": known}
