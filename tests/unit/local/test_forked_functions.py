"""Processes forked from one that has loaded AWS's library."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from local import forked_functions

ECHO = """
import os, sys
print(os.getcwd(), flush=True)
print(os.environ.get("TABLE"), "HOME" in os.environ, file=sys.stderr, flush=True)
for line in sys.stdin:
    print("heard", line.strip(), flush=True)
"""
WHAT_THERE_IS = "import sys; print('botocore.session' in sys.modules, 'local' in sys.modules, sys.argv, sys.path[0])"

Start = Callable[..., Any]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[forked_functions.ForkServer]:
    server = forked_functions.ForkServer(tmp_path_factory.mktemp("scratch"))
    yield server
    server.end()


@pytest.fixture
def start(server: forked_functions.ForkServer, tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts a script of this text, with this environment, as ministack does."""
    module: Any = ModuleType("ministack")
    forked_functions.share(module, server)
    started: list[Any] = []

    def start(text: str, **environment: str) -> Any:
        script = tmp_path / f"script{len(started)}.py"
        script.write_text(text)
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        command = [sys.executable, str(script)]
        started.append(
            module.subprocess.Popen(command, **streams, cwd=str(tmp_path), env=environment, text=True, bufsize=1)
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait(5)
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()


def test_it_has_a_directory_an_environment_and_streams_of_its_own(start: Start, tmp_path: Path) -> None:
    process = start(ECHO, TABLE="notes")
    assert process.stdout.readline() == f"{tmp_path}\n"
    assert process.stderr.readline() == "notes False\n"
    process.stdin.write("good morning\n")
    assert process.stdout.readline() == "heard good morning\n"
    assert process.poll() is None


def test_it_ends_when_nobody_has_anything_more_to_say(start: Start) -> None:
    process = start(ECHO)
    process.stdin.close()
    assert process.wait(5) == 0
    assert process.poll() == 0


@pytest.mark.parametrize("how", ["terminate", "kill"])
def test_it_is_ended(start: Start, how: str) -> None:
    process = start(ECHO)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.1)
    getattr(process, how)()
    assert process.wait(5) == 0
    getattr(process, how)()


def test_it_has_the_library_and_nothing_of_the_checkout(start: Start, tmp_path: Path) -> None:
    said = start(WHAT_THERE_IS).stdout.read()
    assert said == f"True False {[str(tmp_path / 'script0.py')]} {tmp_path}\n"


def test_an_error_is_said_as_ever(start: Start) -> None:
    process = start("raise ValueError('no such thing')")
    assert "ValueError: no such thing" in process.stderr.read()
    assert process.wait(5) == 0


def test_two_of_them_know_nothing_of_each_other(start: Start) -> None:
    first = start("import os, sys; os.environ['A'] = '1'; print('set', flush=True); sys.stdin.read()")
    assert first.stdout.readline() == "set\n"
    assert start("import os; print(os.environ.get('A'))").stdout.read() == "None\n"
    first.stdin.close()
    assert first.wait(5) == 0


def test_where_the_server_has_ended_a_script_is_started_as_ever(tmp_path: Path) -> None:
    server = forked_functions.ForkServer(tmp_path)
    server.end()
    assert says_hello(server, tmp_path)


def test_where_the_server_does_not_answer_in_time_it_is_not_asked_again(tmp_path: Path) -> None:
    server = forked_functions.ForkServer(tmp_path, seconds=0.001)
    assert says_hello(server, tmp_path)
    assert says_hello(server, tmp_path)
    with pytest.raises(OSError, match="Bad file descriptor"):
        server.fork("never started", str(tmp_path), {})
    server.end()


def says_hello(server: forked_functions.ForkServer, directory: Path) -> bool:
    """Start a script where no forked process is available; return whether it says hello."""
    module: Any = ModuleType("ministack")
    forked_functions.share(module, server)
    script = directory / "hello.py"
    script.write_text("print('hello')")
    command = [sys.executable, str(script)]
    with module.subprocess.Popen(command, cwd=str(directory), env={}, stdout=subprocess.PIPE, text=True) as process:
        said: str = process.stdout.read()
    return said == "hello\n"
