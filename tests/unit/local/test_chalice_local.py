"""`chalice local` on the data of `make run`: where it finds that, and what it says if there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from chalice.app import Chalice

from local.chalice_gateway import NotRunning
from local.chalice_local import NO_POOL, RunningService, environment, prepare, token_verifiers
from local.places import Places
from local.stack import NOT_RUNNING, Stack
from tests.support.imports import ROOT

STACK = Stack(
    web_url="http://page.localhost:4600/",
    api_url="http://127.0.0.1:4600/api",
    websocket_url="ws://127.0.0.1:4600/live",
    region="eu-central-1",
    user_pool_id="eu-central-1_pool",
    user_pool_client_id="client",
    endpoint_url="http://127.0.0.1:4600",
    table="notes",
    media_bucket="media",
    web_bucket="web",
    on_upload_failures_url="http://127.0.0.1:4600/uploads",
    on_change_failures_url="http://127.0.0.1:4600/changes",
)
POOL = {"TABLE": "mine", "USER_POOL_ARN": "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_pool"}
# Prints the modules that are loaded once the app is imported as by this command.
IMPORT = "import sys; sys.argv[1:] = sys.argv[2:]; import app; print('loaded', *sys.modules)"


class App:
    """The variables of the app, which records how often it was told to read them again."""

    def __init__(self, **variables: str) -> None:
        self.variables = variables
        self.refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path, port=1)


class TestTheRunningService:
    def test_its_file_says_where_everything_is(self, places: Places) -> None:
        app = App(AWS_CHALICE_CLI_MODE="true", PATH="/bin")
        STACK.write(places)
        RunningService(places, app.variables, app.refresh).verifier()
        assert app.variables == {"AWS_CHALICE_CLI_MODE": "true", "PATH": "/bin"} | environment(STACK)
        assert environment(STACK) == {
            "TABLE": "notes",
            "MEDIA_BUCKET": "media",
            "WEBSOCKET_URL": "ws://127.0.0.1:4600/live",
            "AWS_ENDPOINT_URL": "http://127.0.0.1:4600",
            "AWS_DEFAULT_REGION": "eu-central-1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }

    def test_nothing_of_an_own_account_gets_into_its_requests(self, places: Places) -> None:
        app = App(AWS_PROFILE="mine", AWS_SESSION_TOKEN="secret", AWS_ENDPOINT_URL_S3="https://s3.amazonaws.com")
        STACK.write(places)
        RunningService(places, app.variables, app.refresh).verifier()
        assert app.variables == environment(STACK)

    def test_the_app_learns_once_where_it_is(self, places: Places) -> None:
        app = App()
        STACK.write(places)
        service = RunningService(places, app.variables, app.refresh)
        assert service.verifier() is service.verifier()
        assert app.refreshed == 1

    def test_one_that_has_moved_is_found_again(self, places: Places) -> None:
        app = App()
        STACK.write(places)
        service = RunningService(places, app.variables, app.refresh)
        before = service.verifier()
        replace(STACK, endpoint_url="http://127.0.0.1:4700").write(places)
        assert service.verifier() is not before
        assert app.variables["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4700"
        assert app.refreshed == 2

    def test_without_one_the_sentence_says_what_to_start(self, places: Places) -> None:
        app = App(PATH="/bin")
        with pytest.raises(NotRunning, match="make run") as refused:
            RunningService(places, app.variables, app.refresh).verifier()
        assert str(refused.value) == NOT_RUNNING
        assert (app.variables, app.refreshed) == ({"PATH": "/bin"}, 0)

    def test_one_that_starts_later_is_found(self, places: Places) -> None:
        app = App()
        service = RunningService(places, app.variables, app.refresh)
        with pytest.raises(NotRunning):
            service.verifier()
        STACK.write(places)
        assert service.verifier()
        assert app.variables["TABLE"] == "notes"


class TestWhoseTokensAreVerified:
    def test_those_of_the_service_whose_data_is_in_local_dir(self, places: Places, local_dir: None) -> None:
        STACK.write(places)
        variables = dict[str, str]()
        token_verifiers(variables)()
        assert variables["TABLE"] == STACK.table

    def test_with_a_table_nothing_is_read(self, places: Places, local_dir: None) -> None:
        STACK.write(places)
        variables = dict(POOL)
        token_verifiers(variables)()
        assert variables == POOL

    def test_an_empty_name_is_no_table(self, places: Places, local_dir: None) -> None:
        STACK.write(places)
        variables = {"TABLE": ""}
        token_verifiers(variables)()
        assert variables["TABLE"] == STACK.table

    def test_with_a_table_but_no_pool_no_token_is_accepted(self) -> None:
        verifier = token_verifiers({"TABLE": "mine"})()
        with pytest.raises(jwt.PyJWTError):
            verifier.claims("Bearer a.b.c")


class TestWhatIsSaidAtTheStart:
    def test_what_to_start(self, local_dir: None, said: Callable[[dict[str, str]], str]) -> None:
        assert said({}) == f"{NOT_RUNNING}\n"

    def test_nothing_while_the_service_runs(
        self, places: Places, local_dir: None, said: Callable[[dict[str, str]], str]
    ) -> None:
        STACK.write(places)
        assert said({}) == ""

    def test_nothing_with_a_table_and_a_pool(self, said: Callable[[dict[str, str]], str]) -> None:
        assert said(POOL) == ""

    def test_that_no_token_can_be_verified_without_a_pool(self, said: Callable[[dict[str, str]], str]) -> None:
        assert said({"TABLE": "mine"}) == f"{NO_POOL}\n"


@pytest.mark.parametrize("stage", [[], ["--stage", "local"]])
def test_the_command_loads_it(stage: list[str], tmp_path: Path) -> None:
    assert "local.chalice_local" in _loaded("chalice", "local", *stage, LOCAL_DIR=str(tmp_path))


@pytest.mark.parametrize(
    "variables", [{"AWS_LAMBDA_FUNCTION_NAME": "api"}, {"AWS_EXECUTION_ENV": "AWS_Lambda_python3.11"}]
)
def test_lambda_never_does(variables: dict[str, str]) -> None:
    assert "local" not in _loaded("chalice", "local", **variables)


@pytest.mark.parametrize("command", ["package", "deploy"])
def test_no_other_command_does(command: str) -> None:
    assert "local" not in _loaded("chalice", command, "--stage", "local")


def test_no_other_program_does() -> None:
    assert "local" not in _loaded("pytest", "local", AWS_CHALICE_CLI_MODE="")


@pytest.fixture
def local_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[dict[str, str]], str]:
    """Return a function that prepares Chalice's server, as if with these variables, and returns what it printed."""

    def say(variables: dict[str, str]) -> str:
        gateway, watcher = SimpleNamespace(), SimpleNamespace()
        prepare(variables, gateway, watcher)
        assert gateway.LocalGatewayAuthorizer(Chalice("app")).authorize
        assert watcher._single_pass_poll
        return capsys.readouterr().err

    return say


def _loaded(*command: str, **variables: Any) -> list[str]:
    """Return the modules that are loaded once this command of Chalice has imported the app."""
    kept = {name: value for name, value in os.environ.items() if name != "TABLE"}
    environment = kept | {"AWS_CHALICE_CLI_MODE": "true"} | variables
    run = [sys.executable, "-c", IMPORT, *command]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()
