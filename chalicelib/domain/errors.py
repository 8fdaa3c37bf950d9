"""What can go wrong in the domain's own words; `http.py` holds the one table from these to status codes."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal the client is told about; `detail` is a sentence for a person and holds nothing internal."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class NotFound(DomainError):
    """There is no such thing, or it is someone else's: the caller is not told which."""

    def __init__(self, detail: str = "There is nothing here by that id.") -> None:
        super().__init__(detail)


class Invalid(DomainError):
    """What was sent breaks a rule; `field` is a JSON pointer (RFC 6901) to where."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field


class Unauthorized(DomainError):
    """Nobody vouches for the caller."""


class BodyTooLarge(DomainError):
    """The request body is larger than any request needs."""


class UnsupportedMediaType(DomainError):
    """The request body is declared to be something other than JSON."""


class PreconditionRequired(DomainError):
    """A change came without saying which version it changes."""


class PreconditionFailed(DomainError):
    """The thing was changed by someone else since the caller read it."""

    def __init__(self) -> None:
        super().__init__("It was changed since you read it. Read it again, then send your change with the new ETag.")


class MethodNotAllowed(DomainError):
    """The address knows other methods; `allowed` are all of them."""

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(f"This address takes {', '.join(allowed)}.")
        self.allowed = allowed


class Conflict(DomainError):
    """The thing is not in a state that allows this."""


class IdempotencyKeyReused(DomainError):
    """One Idempotency-Key came with two different bodies."""


class Gone(DomainError):
    """What was asked for was there once, and is known no longer."""


class QuotaExceeded(DomainError):
    """The file would take its owner over what they may use."""


class Unavailable(DomainError):
    """A store did not answer in time, retries included: what was asked for was done whole or not at all."""

    def __init__(self) -> None:
        super().__init__("The service is busy. Look again in a moment, and try again if it was not done.")


class Rejected(Exception):
    """Uploaded bytes are not what was declared; `reason` is a sentence for the person who uploaded them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
