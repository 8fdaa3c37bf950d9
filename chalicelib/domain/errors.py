"""Errors of the domain; `api/problems.py` holds the one table from these to status codes."""

from __future__ import annotations


class DomainError(Exception):
    """An error that is reported to the client; `detail` is a sentence for a person and holds nothing internal."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class NotFound(DomainError):
    """The note or file does not exist or belongs to another user; the response does not tell which."""

    def __init__(self, detail: str = "There is no note or file with this id.") -> None:
        super().__init__(detail)


class Invalid(DomainError):
    """The request breaks a rule; `field` is a JSON pointer (RFC 6901) to the invalid part."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field


class Unauthorized(DomainError):
    """The request has no valid ID token."""


class BodyTooLarge(DomainError):
    """The request body is larger than 2 MiB."""


class UnsupportedMediaType(DomainError):
    """The request's `Content-Type` is not JSON in UTF-8."""


class PreconditionRequired(DomainError):
    """The request has no `If-Match` header with the version that it changes."""


class PreconditionFailed(DomainError):
    """The note or file was changed since the client read it."""

    def __init__(self) -> None:
        super().__init__("It was changed since you read it. Read it again and resend your change with the new ETag.")


class MethodNotAllowed(DomainError):
    """The path does not support this method; `allowed` are those that it supports."""

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(f"This URL supports only {', '.join(allowed)}.")
        self.allowed = allowed


class Conflict(DomainError):
    """The request conflicts with the current state, such as a note or file that is in the trash."""


class IdempotencyKeyReused(DomainError):
    """The Idempotency-Key was used before, for a different request."""


class Gone(DomainError):
    """The cursor has expired; start again without one."""


class QuotaExceeded(DomainError):
    """A limit of the account is reached: notes, files, stored bytes, or bytes deleted permanently this week."""


class Unavailable(DomainError):
    """The database did not confirm the request, even after retries; each write took effect completely or not at all."""

    def __init__(self) -> None:
        super().__init__("The service is busy. Check in a moment whether it took effect, and try again if not.")


class Rejected(Exception):
    """The uploaded bytes are not what was declared; `reason` is a sentence for the person who uploaded them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
