"""Errors of the operator's commands: one sentence that says what happened and what to do, and no traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from botocore import exceptions as botocore
from botocore.exceptions import BotoCoreError, ClientError

_EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired"}
_UNKNOWN_KEYS = {
    "AuthFailure",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
_DENIED = {"403", "AccessDenied", "AccessDeniedException", "UnauthorizedOperation"}
_QUOTAS = {"LimitExceeded", "LimitExceededException", "ServiceQuotaExceededException", "TooManyBuckets"}
_SIGN_IN_AGAIN = "Sign in again (aws sso login), or set other ones (AWS_PROFILE, or `aws configure`)."


class Problem(Exception):
    """An error that the operator can do something about, described in a sentence."""


@contextmanager
def sentences(*expected: type[Exception]) -> Iterator[None]:
    """Exit with a sentence, and status 1, for a `Problem`, an error of AWS, one of the expected errors, or Ctrl-C."""
    known: tuple[type[Exception], ...] = (Problem, *expected)
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit("\nInterrupted. AWS completes what it has begun. Run the command again to continue.") from None
    except known as problem:
        raise SystemExit(str(problem)) from None
    except (ClientError, BotoCoreError) as problem:
        raise SystemExit(described(problem)) from None
    except OSError as problem:
        raise SystemExit(f"The operation failed: {problem}") from None


def described(error: ClientError | BotoCoreError) -> str:
    """Return a sentence about an error of AWS or of the way there."""
    if isinstance(error, ClientError):
        return _refusal(error)
    match error:
        case botocore.ProfileNotFound():
            return f"{error}. `aws configure list-profiles` lists the existing ones; AWS_PROFILE chooses one."
        case botocore.NoCredentialsError() | botocore.PartialCredentialsError() | botocore.CredentialRetrievalError():
            return f"There are no usable AWS credentials: {error}. {_SIGN_IN_AGAIN}"
        case botocore.SSOError() | botocore.TokenRetrievalError():
            return f"The sign-in to AWS is missing or has expired. {_SIGN_IN_AGAIN}"
        case botocore.NoRegionError() | botocore.InvalidRegionError():
            return f"{error}. Set AWS_DEFAULT_REGION to the region of the service, such as eu-central-1."
        case botocore.HTTPClientError() | botocore.ConnectionError():
            return _unreachable(error)
    return f"The request to AWS failed: {error}"


def _refusal(error: ClientError) -> str:
    known = error.response.get("Error", {})
    code, message = known.get("Code", ""), known.get("Message", "").rstrip(".")
    if code in _EXPIRED:
        return f"The AWS credentials have expired. {_SIGN_IN_AGAIN}"
    if code in _UNKNOWN_KEYS:
        return f"AWS does not accept these credentials: {message}. {_SIGN_IN_AGAIN}"
    if code in _DENIED:
        return f"These credentials may not do {error.operation_name}: {message}. Deploying needs an administrator's."
    if code in _QUOTAS:
        return f"A quota of the account is reached: {message}. The console's Service Quotas can raise it."
    return f"AWS refused {error.operation_name}: {message} ({code})."


def _unreachable(error: BotoCoreError) -> str:
    url = str(error.kwargs.get("endpoint_url", ""))
    if urlsplit(url).hostname in ("127.0.0.1", "localhost"):
        return f"The embedded cloud does not answer at {url}. Start it in another terminal: make run"
    return f"AWS cannot be reached: {error}. Check the connection, and the region (AWS_DEFAULT_REGION)."
