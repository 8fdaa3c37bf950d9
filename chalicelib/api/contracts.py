"""What a route takes and gives: read from its view's signature, kept by `http.py`, told by `reference.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import getdoc
from typing import Any, get_type_hints

import msgspec

from ..domain import errors
from .deprecations import Deprecation

Refusal = type[errors.DomainError]

# What asking for each of these may be refused for, by the name that a signature gives it.
_IMPLIED: dict[str, tuple[Refusal, ...]] = {
    # Whoever has a caller has a table to ask.
    "caller": (errors.Unauthorized, errors.Unavailable),
    "body": (errors.BodyTooLarge, errors.UnsupportedMediaType),
    "precondition": (errors.PreconditionRequired, errors.PreconditionFailed),
    "idempotency_key": (errors.IdempotencyKeyReused,),
}
# Parts of the address name a thing, which may not be there.
_NAMED: tuple[Refusal, ...] = (errors.NotFound,)
# A query parameter that a route does not know is refused, also by one that knows none.
_ALWAYS: tuple[Refusal, ...] = (errors.Invalid,)
_KEPT = "contract"


class Contract(msgspec.Struct, frozen=True):
    """`asked` has the type of everything in the signature, `refusals` all that the answer may be instead of `gives`."""

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
    """That of a view, which refuses for these reasons besides those that its signature implies."""
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
    """Let what answers for a view tell its contract."""
    setattr(answering, _KEPT, promised)
    return answering


def contract_of(answering: Callable[..., Any]) -> Contract:
    """The contract of what answers a route."""
    promised: Contract = getattr(answering, _KEPT)
    return promised
