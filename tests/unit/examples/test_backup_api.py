"""The backup example over HTTP: signing in, and the handling of unexpected responses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from requests import Session

from examples.backup.api import Api, patient
from examples.backup.signin import SignIn
from examples.backup.trouble import CursorRefused, NotBrought, Trouble
from tests.support.imports import ROOT

TOKENS = {"AuthenticationResult": {"IdToken": "first", "RefreshToken": "long"}}
RENEWED = {"AuthenticationResult": {"IdToken": "second"}}
# The path, the Authorization header, and the body.
Request = tuple[str, str | None, Any]
Answer = tuple[int, dict[str, str], bytes]


class Server:
    """A server that answers each request with the next response set for its path, and repeats the last one."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.answers: dict[str, list[Answer]] = {}
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                server.requests.append((self.path, self.headers["Authorization"], json.loads(body or b"null")))
                status, headers, answer = server.next(self.path.partition("?")[0])
                self.send_response(status)
                for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *arguments: Any) -> None:
                """Write nothing to the terminal."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, path: str, status: int, body: Any = None, **headers: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.setdefault(path, []).append((status, named, data))

    def next(self, path: str) -> Answer:
        left = self.answers[path]
        return left.pop(0) if len(left) > 1 else left[0]

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.requests]


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    with server.http:
        thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.http.shutdown()
        thread.join()


@pytest.fixture
def http() -> Iterator[Session]:
    with patient(backoff_seconds=0) as http:
        yield http


@pytest.fixture
def api(server: Server, http: Session) -> Api:
    """Return the API for a user who has just signed in."""
    server.answer("/pool", 200, TOKENS)
    return Api(server.url, http, sign_in(server, http))


def sign_in(server: Server, http: Session) -> SignIn:
    return SignIn(http, f"{server.url}/pool", "client", "ann@skynotes.example", "secret")


def test_the_password_goes_to_cognito_once_and_the_token_to_the_api(server: Server, api: Api) -> None:
    server.answer("/me", 200, {"id": "ann"})
    assert api.me() == {"id": "ann"}
    (_, _, signing), (_, authorization, _) = server.requests
    parameters = {"USERNAME": "ann@skynotes.example", "PASSWORD": "secret"}
    assert signing == {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "client", "AuthParameters": parameters}
    assert authorization == "Bearer first"


def test_a_token_that_has_expired_is_renewed_without_the_password(server: Server, api: Api) -> None:
    server.answers["/pool"] = []
    server.answer("/pool", 200, RENEWED)
    for _ in range(2):
        server.answer("/me", 401, {"title": "Unauthorized"})
        server.answer("/me", 200, {"id": "ann"})
    assert [api.me(), api.me()] == [{"id": "ann"}] * 2
    assert server.paths() == ["/pool", *["/me", "/pool", "/me"] * 2]
    for _, _, renewal in (server.requests[2], server.requests[5]):
        assert renewal["AuthFlow"] == "REFRESH_TOKEN_AUTH"
        assert renewal["AuthParameters"] == {"REFRESH_TOKEN": "long"}
    tokens = [authorization for path, authorization, _ in server.requests if path == "/me"]
    assert tokens == ["Bearer first", "Bearer second", "Bearer second", "Bearer second"]


def test_a_token_that_is_not_taken_when_new_either_is_no_endless_loop(server: Server, api: Api) -> None:
    server.answer("/me", 401, {"title": "Unauthorized"})
    with pytest.raises(Trouble, match="The API responded with 401: Unauthorized"):
        api.me()


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (400, {"__type": "NotAuthorizedException", "message": "Incorrect username or password."}, "Incorrect username"),
        (400, {"__type": "ResourceNotFoundException"}, "ResourceNotFound"),
        (200, {"ChallengeName": "SOFTWARE_TOKEN_MFA"}, "another step"),
    ],
)
def test_signing_in_that_fails_says_why(status: int, body: Any, sentence: str, server: Server, http: Session) -> None:
    server.answer("/pool", status, body)
    with pytest.raises(Trouble, match=sentence):
        sign_in(server, http)


@pytest.mark.parametrize("status", [429, 503])
def test_a_service_that_is_busy_is_asked_again(status: int, server: Server, api: Api) -> None:
    for _ in range(2):
        server.answer("/me", status, {})
    server.answer("/me", 200, {"id": "ann"})
    assert api.me() == {"id": "ann"}


def test_one_that_stays_busy_is_left_alone_in_the_end(server: Server, api: Api) -> None:
    server.answer("/me", 503, {"title": "Service Unavailable"}, Retry_After="0")
    with pytest.raises(Trouble, match="503"):
        api.me()
    assert server.paths().count("/me") == 7


def test_lists_are_read_to_their_end_in_every_state(server: Server, api: Api) -> None:
    for cursor in ("a b", None, None, None):
        server.answer("/notes", 200, {"items": [{"id": str(cursor)}], "cursor": cursor})
    assert len(list(api.everything("notes"))) == 4
    states = ["state=active&limit=100", "state=active&limit=100&cursor=a+b"]
    states += [f"state={state}&limit=100" for state in ("archived", "trashed")]
    assert server.paths()[1:] == [f"/notes?{query}" for query in states]


def test_what_is_not_there_is_none(server: Server, api: Api) -> None:
    server.answer("/notes/1", 404, {"title": "Not Found"})
    assert api.one("notes", "1") is None


@pytest.mark.parametrize("status", [400, 410])
def test_a_cursor_may_be_refused(status: int, server: Server, api: Api) -> None:
    server.answer("/changes", status, {"title": "Gone"})
    with pytest.raises(CursorRefused):
        api.changes("old")
    with pytest.raises(Trouble, match=str(status)):
        api.changes()


def test_bytes_are_asked_for_without_the_token(server: Server, api: Api) -> None:
    server.answer("/bytes", 200, b"12345")
    assert b"".join(api.download(f"{server.url}/bytes?signed")) == b"12345"
    assert server.requests[-1] == ("/bytes?signed", None, None)


def test_bytes_that_are_refused_or_break_off_have_not_come(server: Server, api: Api) -> None:
    server.answer("/refused", 403, b"<Error/>")
    server.answer("/broken", 200, b"12345", Content_Length="6")
    for path, why in (("/refused", "403"), ("/broken", "lost")):
        with pytest.raises(NotBrought, match=why):
            list(api.download(server.url + path))


def run(directory: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    start = [sys.executable, "-m", "examples.backup", str(directory), *options]
    given = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        start, cwd=ROOT, env=given, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize("missing", ["API", "COGNITO", "CLIENT_ID", "EMAIL", "PASSWORD"])
def test_a_missing_setting_is_reported_in_one_line(missing: str, tmp_path: Path) -> None:
    known = {f"SKYNOTES_{name}": "x" for name in ("API", "COGNITO", "CLIENT_ID", "EMAIL", "PASSWORD")}
    del known[f"SKYNOTES_{missing}"]
    ran = run(tmp_path / "home", **known)
    expected = f'SKYNOTES_{missing} is not set. For a running `make run`, set it with: eval "$(make --silent access)"\n'
    assert (ran.returncode, ran.stderr) == (1, expected)


@pytest.mark.slow
def test_a_service_that_does_not_run_is_reported_in_one_line(tmp_path: Path) -> None:
    gone = Server()
    gone.http.server_close()
    known = {f"SKYNOTES_{name}": "x" for name in ("CLIENT_ID", "EMAIL", "PASSWORD")}
    ran = run(tmp_path / "home", SKYNOTES_API=gone.url, SKYNOTES_COGNITO=gone.url, **known)
    expected = f"No valid response from {gone.url}/ (ConnectionError). Is it running, and is the address right?\n"
    assert (ran.returncode, ran.stderr) == (1, expected)


@pytest.mark.slow
def test_an_answer_that_is_no_json_and_a_disk_that_takes_nothing_are_too(server: Server, tmp_path: Path) -> None:
    server.answer("/pool", 200, b"<html>")
    server.answer("/pool", 200, TOKENS)
    server.answer("/me", 200, {"id": "ann"})
    known = {f"SKYNOTES_{name}": "x" for name in ("CLIENT_ID", "EMAIL", "PASSWORD")}
    known |= {"SKYNOTES_API": server.url, "SKYNOTES_COGNITO": f"{server.url}/pool"}
    (tmp_path / "file").write_text("in the way")
    for why in ("JSONDecodeError", "Cannot write to disk"):
        ran = run(tmp_path / "file" / "home", **known)
        assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)
        assert why in ran.stderr
