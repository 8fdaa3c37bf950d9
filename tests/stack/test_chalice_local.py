"""Plain `chalice local`, typed beside a running service: the same data, for valid tokens only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
import requests

from local.client import Api
from local.people import join
from local.places import Places
from local.stack import Stack
from tests.running_service import PASSWORD, free_port, new_address
from tests.stack import tokens
from tests.stack.eventually import eventually
from tests.stack.foreground import running

CHALICE = str(Path(sys.executable).with_name("chalice"))


@pytest.fixture(scope="module")
def command(stack: Stack, made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Run the command with the `LOCAL_DIR` of the running service; return its URL, and the file with its output."""
    places = Places(tmp_path_factory.mktemp("local"), port=1)
    stack.write(places)
    with _chalice_local(places) as (url, output):
        eventually(lambda: _status(url) == 200, within=60)
        # As the data of `make run` is, this directory is below the checkout.
        with NamedTemporaryFile(dir=made):
            yield url, output


@pytest.fixture(scope="module")
def url(command: tuple[str, Path]) -> str:
    return command[0]


def test_it_serves_the_data_of_the_running_service(url: str, alice: Api) -> None:
    note = Api(url, alice.token).expect(201, "POST", "/notes", json={"title": "Sea"})
    assert alice.expect(200, "GET", f"/notes/{note['id']}") == note
    uploaded = Api(url, alice.token).upload("a.txt", "text/plain", b"beside it")
    assert alice.expect(200, "GET", f"/files/{uploaded['id']}")["status"] == "ready"


def test_a_missing_or_forged_token_is_refused(stack: Stack, url: str) -> None:
    for name, token in tokens.forgeries(stack).items():
        response = Api(url, token).request("GET", "/me")
        assert response.status_code == 401, name
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == 401


def test_an_expired_token_is_refused(stack: Stack, url: str) -> None:
    email = new_address("expired")
    join(stack, email, PASSWORD)
    with tokens.another_client(stack) as client:
        assert Api(url, client.id_token(email)).expect(200, "GET", "/me")["email"] == email
        person = Api(url, client.id_token(email, seconds=1))
        eventually(lambda: person.request("GET", "/me").status_code == 401)


def test_data_that_was_written_below_the_checkout_did_not_restart_it(command: tuple[str, Path]) -> None:
    # The tests before this one took longer than the second after which Chalice looks for changes.
    assert "Restarting" not in command[1].read_text()


def test_without_a_service_it_says_what_to_start_and_finds_it_once_it_runs(
    stack: Stack, alice: Api, tmp_path: Path
) -> None:
    places = Places(tmp_path, port=1)
    with _chalice_local(places, "--stage", "local") as (url, output):
        eventually(lambda: _status(url) == 503, within=60)
        assert output.read_text().count("make run") == 1
        assert "Traceback" not in output.read_text()
        response = Api(url, alice.token).request("GET", "/me")
        assert (response.status_code, response.headers["Content-Type"]) == (503, "application/problem+json")
        assert "make run" in response.json()["detail"]
        stack.write(places)
        Api(url, alice.token).expect(200, "GET", "/me")


@contextmanager
def _chalice_local(places: Places, *options: str) -> Iterator[tuple[str, Path]]:
    """Run the command in this checkout; yield its URL, and the file with its output."""
    output = places.data / "output"
    environment = {name: value for name, value in os.environ.items() if name != "TABLE"}
    port = free_port()
    command = ["sh", "-c", 'exec "$0" "$@" >"$OUTPUT" 2>&1', CHALICE, "local", "--port", str(port), *options]
    with running(command, environment | {"LOCAL_DIR": str(places.data), "OUTPUT": str(output)}):
        yield f"http://127.0.0.1:{port}", output


def _status(url: str) -> int:
    try:
        return requests.get(f"{url}/health", timeout=5).status_code
    except requests.ConnectionError:
        return 0
