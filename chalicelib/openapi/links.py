"""What an answer leads to: the routes that take the id, the version or the cursor that it brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_origin

from ..api.contracts import Contract
from ..domain.files import File
from ..domain.notes import Note
from ..domain.presigned import DeclaredFile, FileWithUrls
from .schemas import Document, alternatives

# Where in the answer the id of a thing is, by the name that routes have for it.
_IDS = {
    Note: ("note_id", "/id"),
    File: ("file_id", "/id"),
    FileWithUrls: ("file_id", "/id"),
    DeclaredFile: ("file_id", "/file/id"),
}
_VERSIONED = {Note, File, FileWithUrls}


def links(contract: Contract, others: Iterable[Contract]) -> Document:
    """Those of what a route gives, by the name of the route that they lead to."""
    if is_page(contract.gives):
        return {contract.name: _link(contract, "The next page.", cursor="$response.body#/cursor")}
    return {other.name: link for other in others for link in _to(other, contract.gives)}


def is_page(gives: Any) -> bool:
    """Whether there is a cursor to the next one in it."""
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
