"""Stages that run side by side: all have to pass, and one that fails ends the others."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from ship.checkout import CHECKOUT
from tests.conftest import FIRST
from tests.stages import Ended, Stage, run_together, summary


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_stages_that_pass_all_end_and_what_they_say_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    ended = run_together({"one": python("print('from one')"), "two": python("print('from two')")})
    assert {(one.name, one.status) for one in ended} == {("one", 0), ("two", 0)}
    shown = capsys.readouterr().out
    assert "from one" in shown
    assert "from two" in shown


def test_one_that_fails_ends_the_others_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    began = time.monotonic()
    ended = run_together({"long": python("import time; time.sleep(60)"), "bad": python("raise SystemExit('no good')")})
    assert [(one.name, one.status) for one in ended] == [("bad", 1)]
    assert time.monotonic() - began < 30
    assert "no good" in capsys.readouterr().out


def test_one_that_is_deaf_to_ctrl_c_is_ended_as_well() -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    with TemporaryFile() as output:
        stage = Stage("deaf", python(deaf), output, patience_seconds=0.1)
        while "deaf" not in stage.output():
            time.sleep(0.01)
        began = time.monotonic()
        stage.interrupt()
    assert time.monotonic() - began < 30


def test_they_run_side_by_side(tmp_path: Path) -> None:
    # Each waits for the other's file, so they would never end one after the other.
    wait = "import sys, pathlib, time\nmine, other = map(pathlib.Path, sys.argv[1:])\nmine.touch()\n"
    wait += "while not other.exists(): time.sleep(0.01)"
    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    ended = run_together({"a": [*python(wait), a, b], "b": [*python(wait), b, a]})
    assert [one.status for one in ended] == [0, 0]


def test_the_processors_time_of_what_a_stage_starts_is_its_own() -> None:
    busy = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    (ended,) = run_together(
        {"busy": python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])")}
    )
    assert ended.processor_seconds > 0.3


def test_the_summary_tells_of_each_stage_and_of_all() -> None:
    lines = summary([Ended("lint", 0, 12.3, 20), Ended("unit", 1, 31, 55.5)], 31.4)
    assert lines == [
        "  lint        12 s   processors    20 s",
        "  unit        31 s   processors    56 s   FAILED",
        "  in all      31 s",
    ]


def test_the_modules_that_come_first_are_there() -> None:
    assert [name for name in FIRST if not list(CHECKOUT.glob(f"tests/**/{name}.py"))] == []
