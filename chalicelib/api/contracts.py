"""Contracts of routes: read from the signatures of views, attached by `endpoint.py`, described by `openapi`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import getdoc
from typing import Any, get_type_hints

import msgspec

from ..domain import errors
from .deprecations import Deprecation

Refusal = type[errors.DomainError]

# The refusals that each parameter implies, by its name in a signature.
_IMPLIED: dict[str, tuple[Refusal, ...]] = {
    # A route with a caller uses the table, which may not answer.
    "caller": (errors.Unauthorized, errors.Unavailable),
    "body": (errors.BodyTooLarge, errors.UnsupportedMediaType),
    "precondition": (errors.PreconditionRequired, errors.PreconditionFailed),
    "idempotency_key": (errors.IdempotencyKeyReused,),
}
# An id in the path may name something that does not exist.
_NAMED: tuple[Refusal, ...] = (errors.NotFound,)
# Every route refuses unknown query parameters, also one that takes none.
_ALWAYS: tuple[Refusal, ...] = (errors.Invalid,)
_KEPT = "contract"


class Contract(msgspec.Struct, frozen=True):
    """A route's contract; `asked` has the types of the view's parameters, `refusals` the errors that it may raise."""

    name: str
    summary: str
    asked: dict[str, Any]
    path_parameters: dict[str, Any]
    gives: Any
    status: int
    refusals: frozenset[Refusal]
    deprecated: Deprecation | None


def contract(
    view: Callable[..., Any], status: int, refuses: Sequence[Refusal], deprecated: Deprecation | None = None
) -> Contract:
    """Return a view's contract; `refuses` adds to the refusals that its signature implies."""
    hints = get_type_hints(view, include_extras=True)
    gives = hints.pop("return", None)
    path_parameters = {name: hints.pop(name) for name in list(hints) if name.endswith("_id")}
    implied = [refusal for name in hints for refusal in _IMPLIED.get(name, ())]
    refusals = frozenset((*_ALWAYS, *implied, *(_NAMED if path_parameters else ()), *refuses))
    return Contract(
        name=view.__name__,
        summary=(getdoc(view) or "").strip(),
        asked=hints,
        path_parameters=path_parameters,
        gives=gives,
        status=204 if gives is type(None) else status,
        refusals=refusals,
        deprecated=deprecated,
    )


def keep(promised: Contract, answering: Callable[..., Any]) -> Callable[..., Any]:
    """Attach a contract to the function that answers for a view."""
    setattr(answering, _KEPT, promised)
    return answering


def contract_of(answering: Callable[..., Any]) -> Contract:
    """Return the contract of the function that answers a route."""
    promised: Contract = getattr(answering, _KEPT)
    return promised
