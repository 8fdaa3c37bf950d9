"""Durability of the embedded cloud: it is killed at random moments, and so is the program that runs it."""

from __future__ import annotations

import json
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import requests

from local import function_processes
from local.client import Api, put
from local.cloud import Cloud
from local.people import join, sign_in
from local.places import Places
from local.stack import Stack, serving
from ship.checkout import CHECKOUT
from tests.build_artifacts import copied
from tests.running_service import PASSWORD, free_places, new_address
from tests.stack.eventually import eventually
from tests.trials import SEED, rounds

KILLS = rounds(1, 20)
DEMO_PHOTOS = 13
# The latest writes may be lost, from this many seconds before the kill.
SECONDS = 5


@pytest.fixture
def up(made: Path, tmp_path: Path) -> Iterator[tuple[Stack, Cloud]]:
    """Start a service for this test alone."""
    with serving(free_places(copied(made, tmp_path), save_seconds=1), print) as up:
        yield up


class Writer(threading.Thread):
    """A user who keeps writing notes and uploading files, and records when each was acknowledged."""

    def __init__(self, api: Api) -> None:
        super().__init__(daemon=True)
        self._api = api
        self._ended = threading.Event()
        self.notes: dict[str, float] = {}
        self.files: dict[str, float] = {}
        self.gone: dict[str, float] = {}

    def run(self) -> None:
        number = 0
        while not self._ended.is_set():
            number += 1
            try:
                self._write(number)
            except (requests.RequestException, AssertionError):
                # The service is down or starting.
                time.sleep(0.1)

    def end(self) -> None:
        self._ended.set()
        self.join()

    def _write(self, number: int) -> None:
        note = self._api.expect(201, "POST", "/notes", json={"title": f"note {number}"})["id"]
        self.notes[note] = time.monotonic()
        if number % 3 == 0:
            data = f"file {number}".encode()
            declared = self._api.declare(f"{number}.txt", "text/plain", data)
            put(declared["upload"], data).raise_for_status()
            self.files[declared["file"]["id"]] = time.monotonic()
        if number % 5 == 0:
            self._remove_note(next(iter(self.notes)))
        if number % 7 == 0 and len(self.files) > 3:
            self._remove_file(next(iter(self.files)))

    def _remove_note(self, note: str) -> None:
        del self.notes[note]
        self._api.request("DELETE", f"/notes/{note}")
        self._api.expect(204, "DELETE", f"/notes/{note}?permanently=true")
        self.gone[note] = time.monotonic()

    def _remove_file(self, file: str) -> None:
        del self.files[file]
        self._api.request("DELETE", f"/files/{file}")
        self._api.request("DELETE", f"/files/{file}?permanently=true")


@pytest.mark.soak
@pytest.mark.timeout(120 + 60 * KILLS)
def test_nothing_older_than_five_seconds_is_lost_when_the_cloud_is_killed_under_load(
    up: tuple[Stack, Cloud], capsys: pytest.CaptureFixture[str]
) -> None:
    stack, cloud = up
    moments = random.Random(SEED)
    email = new_address("writer")
    join(stack, email, PASSWORD)
    cloud.save()
    for kill in range(KILLS):
        writer = Writer(Api(stack.api_url, sign_in(stack, email, PASSWORD)))
        writer.start()
        time.sleep(moments.uniform(1, 9))
        killed = time.monotonic()
        os.kill(cloud.process_id, signal.SIGKILL)
        eventually(lambda: _answers(stack), within=60)
        writer.end()
        api = Api(stack.api_url, sign_in(stack, email, PASSWORD))
        _nothing_is_missing(api, writer, killed)
        with capsys.disabled():
            print(
                f"\nkill {kill + 1}: {len(writer.notes)} notes and {len(writer.files)} files there", end="", flush=True
            )


def test_no_function_of_a_cloud_that_was_killed_goes_on_in_the_next_one(
    up: tuple[Stack, Cloud], tmp_path: Path
) -> None:
    stack, cloud = up
    email = new_address("reader")
    join(stack, email, PASSWORD)
    Api(stack.api_url, sign_in(stack, email, PASSWORD)).expect(200, "GET", "/me")
    places = Places(tmp_path, 0)
    before = function_processes.running(places)
    # Stopped, like a function that is busy and does not notice that its cloud is gone.
    for process in before:
        os.kill(process, signal.SIGSTOP)
    os.kill(cloud.process_id, signal.SIGKILL)
    eventually(lambda: _answers(stack), within=60)
    assert before
    assert not set(before) & set(function_processes.running(places))


def test_a_run_that_is_killed_leaves_all_to_the_next_one_which_waits_for_its_cloud(tmp_path: Path, made: Path) -> None:
    environment = _environment(tmp_path, made)
    with _make_run(environment) as run:
        stack = _ready(run, tmp_path)
        api = Api(stack.api_url, sign_in(stack, stack.demo_user, stack.demo_password))
        note = api.expect(201, "POST", "/notes", json={"title": "just before"})["id"]
        run.kill()
        run.wait()
    (tmp_path / "stack.json").unlink()
    with _make_run(environment) as run:
        stack = _ready(run, tmp_path)
        api = Api(stack.api_url, sign_in(stack, stack.demo_user, stack.demo_password))
        assert api.expect(200, "GET", f"/notes/{note}")["title"] == "just before"
    assert (tmp_path / "cloud.lock").exists()


@pytest.mark.parametrize("at", ["Deploying the app", "Adding example notes"])
def test_a_first_run_whose_processes_are_all_killed_is_followed_by_one_that_works(
    tmp_path: Path, made: Path, at: str
) -> None:
    environment = _environment(tmp_path, made)
    with _make_run(environment) as run:
        _say(run, at)
        # Kill it in the middle of this step.
        time.sleep(random.Random(SEED).uniform(0.2, 1.5))
        for process in [*_clouds(tmp_path), run.pid]:
            os.kill(process, signal.SIGKILL)
        run.wait()
    with _make_run(environment) as run:
        stack = _ready(run, tmp_path)
        api = Api(stack.api_url, sign_in(stack, stack.demo_user, stack.demo_password))
        assert len(list(_all(api, "/files?limit=100&kind=image"))) == DEMO_PHOTOS
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


@pytest.mark.parametrize("at", ["Packaging the app", "Deploying the app"])
def test_a_run_that_is_interrupted_ends_without_a_traceback_and_leaves_no_process(
    tmp_path: Path, made: Path, at: str
) -> None:
    with _make_run(_environment(tmp_path, made)) as run:
        _say(run, at)
        os.killpg(run.pid, signal.SIGINT)
        rest = run.communicate(timeout=90)[0]
    assert "Traceback" not in rest
    assert "Stopped." in rest
    assert _clouds(tmp_path) == []


def _environment(directory: Path, made: Path) -> dict[str, str]:
    copied(made, directory)
    return {**os.environ, "LOCAL_DIR": str(directory), "PORT": str(free_places(directory).port)}


@contextmanager
def _make_run(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run the program behind `make run`, in a process group of its own as in a terminal."""
    command = [sys.executable, "-u", "-m", "local.run"]
    with subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            yield run
        finally:
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGINT)
                run.communicate(timeout=90)


def _say(run: subprocess.Popen[str], text: str) -> None:
    """Wait until the program has printed this text."""
    said = ""
    for line in run.stdout or ():
        said += line
        if text in line:
            return
    raise AssertionError(said)


def _ready(run: subprocess.Popen[str], directory: Path) -> Stack:
    _say(run, "Press Ctrl-C to stop it")
    return Stack(**json.loads((directory / "stack.json").read_text()))


def _clouds(directory: Path) -> list[int]:
    """Return the embedded cloud's processes that work in this directory."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == directory:
                found.append(int(process.name))
    return found


def _nothing_is_missing(api: Api, writer: Writer, killed: float) -> None:
    def kept(moment: float) -> bool:
        return moment < killed - SECONDS or moment > killed + SECONDS

    for note in (name for name, moment in writer.notes.items() if kept(moment)):
        api.expect(200, "GET", f"/notes/{note}")
    for note in (name for name, moment in writer.gone.items() if kept(moment)):
        api.expect(404, "GET", f"/notes/{note}")
    for file in (name for name, moment in writer.files.items() if kept(moment)):
        assert _downloads(api, api.processed(file))
    # Every file that has metadata has its bytes, even if its deletion was lost.
    for file in _all(api, "/files?limit=100"):
        assert file["status"] == "pending" or _downloads(api, api.expect(200, "GET", f"/files/{file['id']}"))


def _downloads(api: Api, file: Any) -> bool:
    return requests.get(file["urls"]["original"], timeout=10).status_code == 200


def _all(api: Api, path: str) -> Iterator[Any]:
    cursor = ""
    while True:
        answer = api.expect(200, "GET", path + cursor)
        yield from answer["items"]
        if not answer["cursor"]:
            return
        cursor = f"&cursor={answer['cursor']}"


def _answers(stack: Stack) -> bool:
    try:
        return requests.get(f"{stack.api_url}/health", timeout=5).status_code == 200
    except requests.RequestException:
        return False
