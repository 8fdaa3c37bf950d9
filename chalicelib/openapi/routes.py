"""One method of one path, and all that it may answer."""

from __future__ import annotations

from http import HTTPStatus
from inspect import getdoc

import msgspec

from ..api import problems
from ..api.contracts import Contract
from ..api.responses import Published
from ..domain.notes import Note

# What API Gateway answers by itself, and what any view may come to.
_ALWAYS = {
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests at once.",
    HTTPStatus.GATEWAY_TIMEOUT: "It took too long.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "It went wrong inside.",
}


class Route(msgspec.Struct, frozen=True):
    """What a view promises, and where it is asked for it."""

    method: str
    path: str
    contract: Contract

    @property
    def may_be_known(self) -> bool:
        """Whether a client may know the answer already, and be told so."""
        return self.method == "GET" and self.contract.gives in (Note, Published)

    @property
    def refusals(self) -> dict[int, str]:
        """Every status of a problem document, and what it may be for."""
        reasons = {int(status): [reason] for status, reason in _ALWAYS.items()}
        for refusal in sorted(self.contract.refusals, key=lambda refusal: refusal.__name__):
            reasons.setdefault(int(problems.status(refusal)), []).append(" ".join((getdoc(refusal) or "").split()))
        return {status: " ".join(reasons[status]) for status in sorted(reasons)}

    @property
    def statuses(self) -> set[int]:
        """All that it may answer."""
        known = {int(HTTPStatus.NOT_MODIFIED)} if self.may_be_known else set()
        return {self.contract.status, *self.refusals, *known}
