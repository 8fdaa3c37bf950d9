"""The package, unpacked in an empty directory, and runs of its functions with nothing but what Lambda provides."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from ship.account import Account
from tests.stack import invocation

LAMBDA_HAS = (
    *("awslambdaric", "simplejson", "snapshot-restore-py"),
    *("boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3"),
)


class Invocation(NamedTuple):
    """A function's answer, the file of each module that it loaded, and the files that Python compiled."""

    answer: Any
    files: dict[str, str]
    compiled: list[str]


class Unpacked:
    """The unpacked package; its routes and its call are what `tests.support.gateway_calls` requires of an app."""

    routes = ("/health", "/files", "/files/{file_id}", "/live/tickets")

    def __init__(self, archive: Path, directory: Path, environment: dict[str, str]) -> None:
        self.package, self.provided = directory / "package", directory / "provided"
        self._environment = environment
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(self.package)
        self.provided.mkdir()
        for name in LAMBDA_HAS:
            _expose(metadata.distribution(name), self.provided)

    def __call__(self, event: dict[str, Any], _: object) -> Any:
        return self.invoke("app.app", event).answer

    def invoke(self, handler: str, event: dict[str, Any]) -> Invocation:
        """Run a handler in its own process: isolated, without site-packages, and with only the function's variables."""
        command = [sys.executable, "-I", "-S", invocation.__file__, str(self.package), str(self.provided), handler]
        done = subprocess.run(
            command,
            cwd=self.package,
            env=self._environment,
            input=json.dumps(event),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return Invocation(*json.loads(done.stdout.splitlines()[-1]))


def environment_of(account: Account, table: str, bucket: str, topic: str) -> dict[str, str]:
    """Return the environment that Lambda and the template give a function of this account."""
    assert account.endpoint_url
    return {
        "AWS_REGION": account.region,
        "AWS_DEFAULT_REGION": account.region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_ENDPOINT_URL": account.endpoint_url,
        "TABLE": table,
        "MEDIA_BUCKET": bucket,
        "EVENTS_TOPIC_ARN": topic,
        "WEBSOCKET_URL": account.endpoint_url.replace("http", "ws", 1) + "/_aws/execute-api/none/api",
    }


def _expose(distribution: metadata.Distribution, directory: Path) -> None:
    tops = {file.parts[0] for file in distribution.files or () if file.parts[0] not in ("..", "__pycache__")}
    for top in tops:
        (directory / top).symlink_to(Path(str(distribution.locate_file(top))))
