"""The whole service on this machine as a context manager, for `make run` and for the tests."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from botocore.exceptions import BotoCoreError

from ship import page, service
from ship.account import Account
from ship.cloudformation.stacks import stack_name
from ship.package import Package, package

from . import cloud, expiry
from .cloud import Cloud
from .data_directory import alone_in
from .lost_upload_events import process_again
from .places import Places
from .quarantine import Say

STACK_NAME = stack_name("local")
# Nobody else can reach this service, and it costs nothing: trying it out must stay easy.
OPEN = {
    "SignUp": "open",
    "ThrottleRate": "200",
    "ThrottleBurst": "500",
    "PublicThrottleRate": "200",
    "PublicThrottleBurst": "500",
}
NOT_RUNNING = "The service is not running. Start it in another terminal: make run"


@dataclass(frozen=True)
class Stack:
    """The addresses and names of a running service's resources; `stack.json` holds the same."""

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
    def find(cls, places: Places) -> Stack | None:
        """Return the stack that runs on this data; None if there is none."""
        try:
            return cls(**json.loads(places.stack_file.read_text()))
        except (FileNotFoundError, NotADirectoryError):
            return None

    @classmethod
    def read(cls, places: Places) -> Stack:
        """Return the stack that runs on this data. Raises `SystemExit` if there is none."""
        if (stack := cls.find(places)) is None:
            raise SystemExit(NOT_RUNNING)
        return stack

    def write(self, places: Places) -> None:
        """Write `stack.json`, by which other programs learn that the service is ready, and where."""
        unfinished = places.stack_file.with_suffix(".tmp")
        unfinished.write_text(json.dumps(asdict(self), indent=2) + "\n")
        unfinished.replace(places.stack_file)


@contextmanager
def running(
    places: Places, say: Say = lambda text: None, parameters: Mapping[str, str] | None = None
) -> Iterator[Stack]:
    """Run the service during the block; it keeps its data in `places.data`.

    `parameters` override the template's defaults: a test may want a small quota.
    """
    with serving(places, say, parameters) as (stack, _):
        yield stack


@contextmanager
def serving(
    places: Places, say: Say = lambda text: None, parameters: Mapping[str, str] | None = None
) -> Iterator[tuple[Stack, Cloud]]:
    """Run the service like `running`, and yield also the cloud that it runs on."""
    with alone_in(places.data):
        places.stack_file.unlink(missing_ok=True)
        say("Packaging the app")
        packaged = package(places.data, "local")
        say("Building the page")
        files = page.build(places.data)
        say("Starting the embedded cloud")
        with cloud.running(places, STACK_NAME, packaged.template["Resources"]["Table"]["Properties"], say) as up:
            say("Deploying the app and the page")
            account = Account.embedded(places.endpoint_url)
            stack = _deployed(account, places, packaged, files, {**OPEN, **(parameters or {})})
            up.open(lambda: process_again(account, STACK_NAME, stack.media_bucket))
            with expiry.running(account.dynamodb, stack.table):
                try:
                    yield stack, up
                finally:
                    places.stack_file.unlink(missing_ok=True)
                    say("Saving your data and stopping")


def _deployed(account: Account, places: Places, packaged: Package, files: Path, parameters: Mapping[str, str]) -> Stack:
    try:
        return _stack(account, places, service.ship(account, STACK_NAME, packaged, files, parameters))
    except BotoCoreError as error:
        raise cloud.NotStarted(
            f"The embedded cloud stopped during the deployment ({error}). Try again: make run"
        ) from error


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
