"""The embedded cloud: start it, wait until it answers, and stop it so that it keeps its data."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ship.account import EMBEDDED_REGION

from .places import Places
from .port import refuse_taken

ACCOUNT = "123456789012"
START_SECONDS = 60
# Saving takes longer the more there is; it is not cut short lightly.
STOP_SECONDS = 60
SETTLE_SECONDS = 1


class NotStarted(Exception):
    """The embedded cloud did not come up."""


@contextmanager
def running(places: Places) -> Iterator[None]:
    """The embedded cloud on `places.port`, with the data of the last time."""
    refuse_taken(places.port)
    _forget_stream_positions(places.data / "state" / "lambda.json")
    process = _start(places)
    try:
        _wait_until_healthy(process, places)
        yield
    finally:
        _stop(process)
        _clear_scratch(places)


def _start(places: Places) -> subprocess.Popen[bytes]:
    _clear_scratch(places)
    _scratch(places).mkdir(parents=True)
    with _log(places).open("wb") as log:
        return subprocess.Popen(
            [places.emulator_python, "-P", Path(__file__).with_name("emulator.py")],
            env=_environment(places),
            cwd=places.data,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            # Ctrl-C in the terminal is for the program that started it, which stops it in order.
            start_new_session=True,
        )


def _environment(places: Places) -> dict[str, str]:
    """Nothing of the host's AWS_* and PYTHON* settings: functions inherit this, and would find them."""
    data = places.data
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(data),
        "TMPDIR": str(_scratch(places)),
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(places.port),
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": EMBEDDED_REGION,
        "PERSIST_STATE": "1",
        "STATE_DIR": str(data / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(data / "s3"),
        # Services that nobody here uses, and that would listen on ports of their own.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
    }


def _forget_stream_positions(state: Path) -> None:
    """ministack keeps how far a function has read a table's stream, but not the stream: it would skip what is new."""
    if state.exists():
        saved = json.loads(state.read_text())
        saved["payload"].pop("dynamodb_stream_positions", None)
        state.write_text(json.dumps(saved))


def _wait_until_healthy(process: subprocess.Popen[bytes], places: Places) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _healthy(places):
        if process.poll() is not None or time.monotonic() > deadline:
            raise NotStarted(f"The embedded cloud did not start. Its last words, from {_log(places)}:\n{_tail(places)}")
        time.sleep(0.05)


def _healthy(places: Places) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", places.port, timeout=5)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        # ministack saves neither a stream nor an event on its way: let the functions see what happened last.
        time.sleep(SETTLE_SECONDS)
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _clear_scratch(places: Places) -> None:
    """ministack unpacks a function for each start of it, and leaves it there."""
    shutil.rmtree(_scratch(places), ignore_errors=True)


def _scratch(places: Places) -> Path:
    return places.data / "tmp"


def _log(places: Places) -> Path:
    return places.data / "cloud.log"


def _tail(places: Places) -> str:
    return "\n".join(_log(places).read_text(errors="replace").splitlines()[-15:])
