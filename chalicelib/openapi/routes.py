"""Routes: a method and a path each, with every status of their responses."""

from __future__ import annotations

from http import HTTPStatus
from inspect import getdoc

import msgspec

from ..api import problems
from ..api.contracts import Contract
from ..api.responses import Published
from ..domain.notes import Note

# Two errors of API Gateway itself, and the one that any view may end in.
_ALWAYS = {
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests; retry after a pause.",
    HTTPStatus.GATEWAY_TIMEOUT: "The request took too long.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Internal error.",
}


class Route(msgspec.Struct, frozen=True):
    """A method and a path, with the contract of their view."""

    method: str
    path: str
    contract: Contract

    @property
    def may_be_known(self) -> bool:
        """True if a client may have the response already, and then get 304."""
        return self.method == "GET" and self.contract.gives in (Note, Published)

    @property
    def refusals(self) -> dict[int, str]:
        """Every status of a problem document, with its possible reasons."""
        reasons = {int(status): [reason] for status, reason in _ALWAYS.items()}
        for refusal in sorted(self.contract.refusals, key=lambda refusal: refusal.__name__):
            reasons.setdefault(int(problems.status(refusal)), []).append(" ".join((getdoc(refusal) or "").split()))
        return {status: " ".join(reasons[status]) for status in sorted(reasons)}

    @property
    def statuses(self) -> set[int]:
        """Every status that the route may answer."""
        known = {int(HTTPStatus.NOT_MODIFIED)} if self.may_be_known else set()
        return {self.contract.status, *self.refusals, *known}
