"""The whole service on this machine, as one context: what `make run` shows and the tests test."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from ship import page, service
from ship.account import Account
from ship.package import package
from ship.stacks import stack_name

from . import cloud, expiry
from .places import Places

STACK_NAME = stack_name("local")
Say = Callable[[str], None]


class AlreadyRunning(Exception):
    """The data directory is in use."""


@dataclass(frozen=True)
class Stack:
    """Where everything of a running service is; `stack.json` holds the same."""

    web_url: str
    api_url: str
    websocket_url: str
    region: str
    user_pool_id: str
    user_pool_client_id: str
    endpoint_url: str
    table: str
    media_bucket: str
    web_bucket: str
    on_upload_failures_url: str
    on_change_failures_url: str
    demo_user: str = "demo@skynotes.example"
    demo_password: str = "a-walk-in-the-park"  # noqa: S105 - for a cloud that nobody else can reach

    @classmethod
    def read(cls, places: Places) -> Stack:
        """The one that runs on this data."""
        if not places.stack_file.exists():
            raise SystemExit("The service is not running. Start it in another terminal: make run")
        return cls(**json.loads(places.stack_file.read_text()))

    def write(self, places: Places) -> None:
        """Tell other programs that the service is ready, and where."""
        unfinished = places.stack_file.with_suffix(".tmp")
        unfinished.write_text(json.dumps(asdict(self), indent=2) + "\n")
        unfinished.replace(places.stack_file)


@contextmanager
def running(
    places: Places, say: Say = lambda text: None, parameters: Mapping[str, str] | None = None
) -> Iterator[Stack]:
    """The service, up as long as the block runs; it keeps its data in `places.data`.

    `parameters` are the template's, where they are not to have their defaults: a test may want a small quota.
    """
    with _alone(places):
        places.stack_file.unlink(missing_ok=True)
        say("Starting the embedded cloud")
        with cloud.running(places):
            say("Packaging the app")
            packaged = package(places.data, "local")
            say("Building the page")
            files = page.build(places.data)
            say("Deploying them")
            account = Account.embedded(places.endpoint_url)
            outputs = service.ship(account, STACK_NAME, packaged, files, parameters or {})
            stack = _stack(account, places, outputs)
            with expiry.running(account.dynamodb, stack.table):
                try:
                    yield stack
                finally:
                    places.stack_file.unlink(missing_ok=True)
                    say("Stopping, and keeping your data")


@contextmanager
def _alone(places: Places) -> Iterator[None]:
    """Two clouds over the same files would overwrite each other's."""
    places.data.mkdir(parents=True, exist_ok=True)
    with (places.data / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"The service already runs on the data in {places.data}.") from None
        yield


def _stack(account: Account, places: Places, outputs: dict[str, str]) -> Stack:
    return Stack(
        web_url=service.web_url(account, outputs),
        api_url=service.api_url(account, outputs),
        websocket_url=service.websocket_url(account, outputs),
        region=account.region,
        user_pool_id=outputs["UserPoolId"],
        user_pool_client_id=outputs["UserPoolClientId"],
        endpoint_url=places.endpoint_url,
        table=outputs["TableName"],
        media_bucket=outputs["MediaBucketName"],
        web_bucket=outputs["WebBucketName"],
        on_upload_failures_url=outputs["OnUploadFailuresUrl"],
        on_change_failures_url=outputs["OnChangeFailuresUrl"],
    )
