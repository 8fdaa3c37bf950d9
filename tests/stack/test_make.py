"""`make run`, `make token`, `make access` and `make dev`, used as at a terminal."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from local.client import Api
from ship.checkout import CHECKOUT
from tests.build_artifacts import copied
from tests.running_service import free_places, free_port
from tests.stack.eventually import eventually
from tests.stack.foreground import running

CONTRACT = {
    "web_url",
    "api_url",
    "region",
    "user_pool_id",
    "user_pool_client_id",
    "endpoint_url",
    "table",
    "media_bucket",
    "demo_user",
    "demo_password",
}


@pytest.fixture(scope="module")
def environment(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment with ports and a directory for these tests, as set in a shell."""
    places = free_places(copied(made, tmp_path_factory.mktemp("local")))
    dev_port = str(free_port())
    return {**os.environ, "PORT": str(places.port), "DEV_PORT": dev_port, "LOCAL_DIR": str(places.data)}


def test_make_run_keeps_what_was_written_and_make_dev_and_the_readmes_commands_work_on_it(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with _make_run(environment) as stack:
        assert stack.keys() >= CONTRACT
        assert stack["api_url"].endswith("/api")
        api = Api(stack["api_url"], _token(environment))
        usage = api.expect(200, "GET", "/me")["usage"]
        assert usage["notes"] >= 3
        assert usage["files"] >= 3
        note = api.expect(201, "POST", "/notes", json={"title": "still here"})
    assert not (Path(environment["LOCAL_DIR"]) / "stack.json").exists()
    with pytest.raises(requests.ConnectionError):
        requests.get(stack["endpoint_url"], timeout=5)
    with _make_run(environment) as again:
        api = Api(again["api_url"], _token(environment))
        assert api.expect(200, "GET", f"/notes/{note['id']}") == note
        assert api.expect(200, "GET", "/me")["usage"] == {**usage, "notes": usage["notes"] + 1}
        photo = api.expect(200, "GET", "/files?kind=image")["items"][0]
        urls = api.expect(200, "GET", f"/files/{photo['id']}")["urls"]
        assert requests.get(urls["original"], timeout=10).status_code == 200
        _dev_turns_away_whoever_is_not_signed_in(environment, _token(environment))
        _the_readmes_commands_bring_everything_home(environment, tmp_path)


@pytest.mark.parametrize(("target", "variable"), [("run", "PORT"), ("dev", "DEV_PORT")])
def test_a_taken_port_is_a_clear_error(environment: dict[str, str], target: str, variable: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = _make(target, {**environment, variable: port})
    assert done.returncode != 0
    assert port in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def _dev_turns_away_whoever_is_not_signed_in(environment: dict[str, str], token: str) -> None:
    claims = jwt.decode(token, options={"verify_signature": False})
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kid = {"kid": jwt.get_unverified_header(token)["kid"]}
    url = f"http://127.0.0.1:{environment['DEV_PORT']}"
    with running(["make", "dev"], environment):
        eventually(lambda: _health(url) == 200)
        for bad in (None, "garbage", "a.b.c", token[:-8] + "AAAAAAAA", jwt.encode(claims, key, "RS256", headers=kid)):
            response = Api(url, bad).request("GET", "/me")
            assert response.status_code == 401
            assert response.json()["status"] == 401
        assert Api(url, token).expect(200, "GET", "/me")["email"] == claims["email"]


def _the_readmes_commands_bring_everything_home(environment: dict[str, str], directory: Path) -> None:
    section = (CHECKOUT / "README.md").read_text().split("## Use its API\n")[1].split("\n## ")[0]
    (commands,) = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    command = ["bash", "-e", "-o", "pipefail", "-c", commands]
    inside = {**environment, "HOME": str(directory)}
    done = subprocess.run(command, cwd=CHECKOUT, env=inside, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    notes = [path.read_text() for path in (directory / "skynotes" / "notes").glob("*.md")]
    assert any("Welcome" in note for note in notes), notes


def _health(url: str) -> int:
    try:
        return requests.get(f"{url}/health", timeout=5).status_code
    except requests.ConnectionError:
        return 0


@contextmanager
def _make_run(environment: dict[str, str]) -> Iterator[dict[str, Any]]:
    ready = Path(environment["LOCAL_DIR"]) / "stack.json"
    with running(["make", "run"], environment) as process:
        deadline = time.monotonic() + 240
        while not ready.exists():
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield json.loads(ready.read_text())


def _token(environment: dict[str, str]) -> str:
    done = _make("token", environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _make(target: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "-s", target], cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
