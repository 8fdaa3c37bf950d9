"""The settings of a deployment: the only reader of environment variables, and of the command that runs the app."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

# RFC 2606 reserves `.invalid`, so this domain never exists: no page but our own may call the API.
NO_ORIGIN = "https://nobody.invalid"


class Settings(msgspec.Struct, frozen=True):
    """The settings of a deployment; `quota_bytes`, `most_notes` and `most_files` apply to each user.

    `user_pool_arn` and `table_stream_arn` are set only where the resources exist before the functions, as
    `chalice deploy` requires; `user_pool_id` only for the function that lists the users of the pool.
    """

    table: str
    media_bucket: str
    quota_bytes: int
    allowed_origin: str
    user_pool_arn: str = ""
    table_stream_arn: str = ""
    user_pool_id: str = ""
    websocket_url: str = ""
    # The stack's name in CloudFormation, so that two stages in one account have separate metrics.
    metrics_namespace: str = "Skynotes"
    events_topic_arn: str = ""
    on_change_failures_url: str = ""
    # How long a change may fail before it becomes a dead letter.
    patience_seconds: int = 300
    # Whether the stream accepts partial failures; otherwise only an exception makes it retry the batch.
    reports_failures: bool = False
    # Who may create an account: nobody without an invitation, addresses of some domains, or everyone.
    sign_up: str = "closed"
    sign_up_domains: tuple[str, ...] = ()
    most_notes: int = 100_000
    most_files: int = 100_000
    # Where S3 is, if it is not AWS's own; botocore's clients read the same variables.
    s3_endpoint_url: str = ""
    # Whether the AWS clients are botocore's own, to compare them with ours, which start faster.
    full_botocore: bool = False

    @property
    def notifying_bucket(self) -> str | None:
        """The media bucket if it exists before the functions; None where one template creates them all."""
        return self.media_bucket if self.table_stream_arn else None


class Environment(NamedTuple):
    """The environment variables that matter: as settings, and those that the AWS clients read."""

    settings: Settings
    aws: frozenset[tuple[str, str]]


class Reader:
    """A reader of the environment, which reads it again only when `os.environ` is another object.

    On Lambda it never is; `chalice.test.Client` replaces it during each request by the environment of a stage.
    """

    def __init__(self) -> None:
        self._source: Mapping[str, str] | None = None
        self._read: Environment

    def environment(self) -> Environment:
        """Return the environment as it is while this request is processed."""
        if self._source is not os.environ:
            self._source = os.environ
            aws = frozenset(variable for variable in os.environ.items() if variable[0].startswith("AWS_"))
            self._read = Environment(from_variables(os.environ), aws)
        return self._read

    def refresh(self) -> None:
        """Let the environment be read again, after its variables have been changed in place."""
        self._source = None


def from_variables(variables: Mapping[str, str]) -> Settings:
    """Return the settings in these variables; names of resources are empty while the app is only being packaged."""
    return Settings(
        table=variables.get("TABLE", ""),
        media_bucket=variables.get("MEDIA_BUCKET", ""),
        quota_bytes=int(variables.get("QUOTA_BYTES", 5 * 1024**3)),
        most_notes=int(variables.get("MOST_NOTES", 100_000)),
        most_files=int(variables.get("MOST_FILES", 100_000)),
        allowed_origin=variables.get("ALLOWED_ORIGIN", NO_ORIGIN),
        user_pool_arn=variables.get("USER_POOL_ARN", ""),
        table_stream_arn=variables.get("TABLE_STREAM_ARN", ""),
        user_pool_id=variables.get("USER_POOL_ID", ""),
        websocket_url=variables.get("WEBSOCKET_URL", ""),
        metrics_namespace=variables.get("METRICS_NAMESPACE", "Skynotes"),
        events_topic_arn=variables.get("EVENTS_TOPIC_ARN", ""),
        on_change_failures_url=variables.get("ON_CHANGE_FAILURES_URL", ""),
        patience_seconds=int(variables.get("PATIENCE_SECONDS", 300)),
        sign_up=variables.get("SIGN_UP", "closed"),
        sign_up_domains=tuple(filter(None, variables.get("SIGN_UP_DOMAINS", "").split(","))),
        reports_failures=variables.get("REPORTS_FAILURES") == "yes",
        s3_endpoint_url=variables.get("AWS_ENDPOINT_URL_S3") or variables.get("AWS_ENDPOINT_URL", ""),
        full_botocore=variables.get("FULL_BOTOCORE") == "yes",
    )


_reader = Reader()
environment, refresh = _reader.environment, _reader.refresh


def settings() -> Settings:
    """Return the settings of this process, or of the stage that `chalice.test.Client` simulates."""
    return environment().settings


def on_lambda(variables: Mapping[str, str] = os.environ) -> bool:
    """Return whether this process is a function on Lambda."""
    # Elsewhere, Chalice sets the latter to "AWS_Lambda aws-chalice/1.34.0".
    execution = variables.get("AWS_EXECUTION_ENV", "")
    return "AWS_LAMBDA_FUNCTION_NAME" in variables or execution.startswith("AWS_Lambda_")


def chalice_command(variables: Mapping[str, str] = os.environ, arguments: Sequence[str] = sys.argv) -> str | None:
    """Return the command of Chalice's CLI that loads this app, such as `local`; None everywhere else, as on Lambda."""
    if on_lambda(variables) or not variables.get("AWS_CHALICE_CLI_MODE"):
        return None
    words = iter(arguments[1:])
    for word in words:
        if word == "--project-dir":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None
