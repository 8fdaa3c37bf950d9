"""The backup example against the packaged service: its copy equals what is stored, byte for byte."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from chalicelib.domain.clock import utc_now
from chalicelib.services.changes import cursor_before
from examples.backup import frontmatter
from local.client import Api
from local.people import join, sign_in
from local.stack import Stack
from ship.checkout import CHECKOUT
from tests.running_service import PASSWORD, new_address
from tests.stack.eventually import eventually
from tests.stack.follower import listed
from tests.support import sample_images

ANY_VERSION = {"If-Match": "*"}
TITLES = ("../../etc/passwd", "Grüße: \"aus\" 'Zürich' # 🏔", "con", "--- \u2028 \u202egpj.exe", "", "x" * 200, ". .")
TEXTS = ("---\r\ntitle: no\r\n---\n", "a\r\nb\rc\n", "\ufeffÄ\u0085\u2028😀", "", "# Long\n" + "ü" * 100_000)


@dataclass(frozen=True)
class Person:
    """A user, and the directory of their backup."""

    api: Api
    email: str
    stack: Stack
    home: Path

    def command(self, *options: str) -> list[str]:
        return [sys.executable, "-m", "examples.backup", str(self.home), *options]

    def environment(self, password: str = PASSWORD) -> dict[str, str]:
        """Return the environment with the variables that `make access` exports."""
        return {
            **os.environ,
            "SKYNOTES_API": self.stack.api_url,
            "SKYNOTES_COGNITO": self.stack.endpoint_url,
            "SKYNOTES_CLIENT_ID": self.stack.user_pool_client_id,
            "SKYNOTES_EMAIL": self.email,
            "SKYNOTES_PASSWORD": password,
        }

    def run(self, *options: str, **how: str) -> subprocess.CompletedProcess[str]:
        """Run the program as a user at a terminal does."""
        return subprocess.run(
            self.command(*options),
            cwd=CHECKOUT,
            env=self.environment(**how),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def back_up(self, *options: str) -> str:
        """Run the program, which must succeed; return its output."""
        ran = self.run(*options)
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    def write(self, **fields: Any) -> str:
        return str(self.api.expect(201, "POST", "/notes", json=fields)["id"])

    def change(self, path: str, **fields: Any) -> None:
        self.api.expect(200, "PATCH", path, json=fields, headers=ANY_VERSION)

    def delete(self, path: str) -> None:
        """Delete something permanently."""
        self.api.expect(204, "DELETE", path)
        self.api.expect(204, "DELETE", f"{path}?permanently=true")


@pytest.fixture
def person(stack: Stack, tmp_path: Path) -> Person:
    return newcomer(stack, tmp_path)


@pytest.fixture
def library(person: Person) -> dict[str, bytes]:
    """Store data of every kind; return the bytes of the originals by file id."""
    for title, text in zip(TITLES, TEXTS * 2, strict=False):
        person.write(title=title, text=text, tags=["täg: #1", "-"])
    trashed, archived = person.write(title="trashed"), person.write(title="archived", pinned=True)
    picture, plain = sample_images.flat_png(640, 480), b"\0\xff" * 1000
    originals = {
        person.api.upload("IMG 1.png", "image/png", picture, note_id=archived)["id"]: picture,
        person.api.upload("../..\\a:b\u202e.txt", "text/plain", plain, note_id=trashed)["id"]: plain,
        person.api.upload("nul", "application/x-nothing", b"")["id"]: b"",
    }
    person.api.upload("no.png", "image/png", b"no picture")
    person.api.declare("never.txt", "text/plain", b"never")
    person.change(f"/notes/{archived}", state="archived")
    person.api.expect(204, "DELETE", f"/notes/{trashed}")
    eventually(lambda: "trashed" in {thing["state"] for thing in listed(person.api).values() if "sha256" in thing})
    return originals


def newcomer(stack: Stack, directory: Path) -> Person:
    email = new_address("home")
    join(stack, email, PASSWORD)
    return Person(Api(stack.api_url, sign_in(stack, email, PASSWORD)), email, stack, directory / email)


def account_of(person: Person) -> dict[str, Any]:
    """Return all notes and files in the API, in full."""
    things = listed(person.api)
    whole = {}
    for name, thing in things.items():
        whole[name] = person.api.expect(200, "GET", f"/{'files' if 'sha256' in thing else 'notes'}/{name}")
        whole[name].pop("urls", None)
    return whole


def home_of(person: Person, within: str = "") -> dict[str, Any]:
    """Return all notes and files on disk, in full."""
    folder = person.home / within
    notes = [frontmatter.load(path.read_bytes()) for path in folder.glob("notes/*.md")]
    files = [json.loads(path.read_bytes()) for path in folder.glob("files/*.json")]
    return {thing["id"]: thing for thing in [*notes, *files]}


def originals_of(person: Person) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in person.home.glob("files/*/*")}


def written(person: Person) -> dict[str, tuple[int, bytes]]:
    """Return the modification time and the content of each file."""
    paths = [path for kind in ("notes", "files") for path in (person.home / kind).rglob("*") if path.is_file()]
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}


def test_the_first_backup_gets_everything_and_the_second_nothing(
    person: Person, library: dict[str, bytes], stack: Stack, tmp_path: Path
) -> None:
    other = newcomer(stack, tmp_path)
    other.write(title="of somebody else")
    size = sum(map(len, library.values())) / 1000
    assert person.back_up().splitlines() == [
        f"9 notes (9 written), 3 files (3 downloaded), {size:.1f} kB",
        "1 upload not finished yet: only metadata was saved.",
        "1 upload rejected by the service: only metadata was saved.",
    ]
    assert home_of(person) == account_of(person)
    assert originals_of(person) == library
    assert {path.name for path in person.home.parent.iterdir()} == {person.email}
    assert {path.name for path in person.home.iterdir()} == {"account.json", "state.json", "notes", "files"}
    before = written(person)
    assert person.back_up().startswith("9 notes (0 written), 3 files (0 downloaded)")
    assert written(person) == before


def test_a_note_is_saved_as_yaml_front_matter_followed_by_its_text(person: Person, library: dict[str, bytes]) -> None:
    person.back_up()
    account = account_of(person)
    paths = list(person.home.glob("notes/*.md"))
    assert len(paths) == len(TITLES) + 2
    for path in paths:
        front, _, text = path.read_bytes().decode().removeprefix("---\n").partition("\n---\n")
        fields = yaml.safe_load(front)
        note = account[fields["id"]]
        assert text == note["text"]
        assert fields == {**{name: note[name] for name in fields if name != "files"}, "files": note["file_ids"]}
    assert {note["state"] for note in account.values()} == {"active", "archived", "trashed"}


def test_a_later_backup_gets_only_what_has_changed(person: Person, library: dict[str, bytes]) -> None:
    kept, gone = person.write(title="kept"), person.write(title="gone")
    person.back_up()
    before = written(person)
    person.change(f"/notes/{kept}", title="renamed", text="anew\r\n")
    person.delete(f"/notes/{gone}")
    dropped, stays, _ = library
    person.delete(f"/files/{dropped}")
    new = person.api.upload("new.txt", "text/plain", b"12345")["id"]
    assert "(1 downloaded)" in person.back_up()
    assert home_of(person) == account_of(person)
    assert originals_of(person) == {**{name: data for name, data in library.items() if name != dropped}, new: b"12345"}
    assert {gone, dropped} <= home_of(person, "deleted").keys()
    assert before[_original(person, stays)] == written(person)[_original(person, stays)]
    person.back_up("--prune")
    assert not (person.home / "deleted").exists()
    assert home_of(person) == account_of(person)


def test_a_backup_killed_at_any_point_resumes_from_there(person: Person, library: dict[str, bytes]) -> None:
    endings = [_killed_with(person, brought) for brought in (1, 4, 9)]
    assert -signal.SIGKILL in endings
    person.back_up()
    assert home_of(person) == account_of(person)
    assert originals_of(person) == library
    assert not list(person.home.rglob(".*"))


def test_with_a_cursor_that_is_too_old_or_damaged_everything_is_compared(
    person: Person, library: dict[str, bytes]
) -> None:
    gone = person.write(title="gone")
    person.back_up()
    person.delete(f"/notes/{gone}")
    owner = person.api.expect(200, "GET", "/me")["id"]
    for cursor in (cursor_before(owner, utc_now() - timedelta(days=60)), "AAAA"):
        before = written(person)
        (person.home / "state.json").write_text(json.dumps({"cursor": cursor}))
        assert "(0 downloaded)" in person.back_up()
        assert written(person).items() <= before.items()
        assert home_of(person) == account_of(person)
        assert gone in home_of(person, "deleted")


def test_a_bar_shows_to_a_terminal_how_far_it_is(person: Person) -> None:
    person.write(title="mine")
    reading, terminal = pty.openpty()
    os.set_blocking(reading, False)
    termios.tcsetwinsize(terminal, (24, 80))
    subprocess.run(person.command(), cwd=CHECKOUT, env=person.environment(), stderr=terminal, check=True)
    shown = os.read(reading, 65536)
    os.close(reading)
    os.close(terminal)
    assert b"notes: " in shown


def test_a_wrong_password_is_reported_in_one_line(person: Person) -> None:
    ran = person.run(password="a wrong one")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "Sign-in failed: Incorrect username or password.\n"
    assert not person.home.exists()


def test_the_directory_of_somebody_else_is_left_alone(person: Person, stack: Stack, tmp_path: Path) -> None:
    person.write(title="mine")
    person.back_up()
    before = written(person)
    email = newcomer(stack, tmp_path).email
    ran = Person(person.api, email, stack, person.home).run("--check")
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)
    assert person.email in ran.stderr
    assert written(person) == before


def _killed_with(person: Person, brought: int) -> int:
    """Kill the program once so many items are on disk; return its exit status."""
    with subprocess.Popen(person.command(), cwd=CHECKOUT, env=person.environment(), stdout=subprocess.DEVNULL) as run:
        while run.poll() is None and len([*person.home.glob("*/[!.]*")]) < brought:
            time.sleep(0.005)
        run.kill()
    return run.returncode


def _original(person: Person, file_id: str) -> str:
    (path,) = person.home.glob(f"files/{file_id}/*")
    return str(path)
