"""Command lines: every program that a person may run explains itself, and refuses what it does not take."""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import Any

import pytest

from ship import command_line
from tests.support.imports import ROOT

PLACES = ("bench", "local", "operate", "ship")
# The embedded cloud's own processes, and a program that runs in an environment of its own.
OTHERS = {"local.emulator", "local.fork_server", "ship.audit"}
PROGRAMS = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for place in PLACES
    for path in (ROOT / place).glob("*.py")
    if 'if __name__ == "__main__":' in path.read_text()
)


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a program with these arguments; return its exit code, and what it printed."""

    def end(program: str, *arguments: str) -> tuple[Any, str]:
        monkeypatch.setattr(sys, "argv", [program, *arguments])
        with pytest.raises(SystemExit) as ending:
            importlib.import_module(program).main()
        printed = capsys.readouterr()
        return ending.value.code, printed.out + printed.err

    return end


@pytest.mark.parametrize("program", [one for one in PROGRAMS if one not in OTHERS])
def test_a_program_explains_itself(ended: Any, program: str) -> None:
    code, printed = ended(program, "--help")
    assert code == 0
    assert f"usage: python -m {program}" in printed
    assert (importlib.import_module(program).__doc__ or "-").splitlines()[0] in printed


@pytest.mark.parametrize("program", [one for one in PROGRAMS if one not in OTHERS])
def test_a_program_refuses_an_option_that_it_does_not_know(ended: Any, program: str) -> None:
    code, printed = ended(program, "--unknown")
    assert code == 2
    assert "usage:" in printed


@pytest.mark.parametrize("program", ["ship.package", "ship.deploy", "ship.destroy", "operate.sweep"])
def test_a_program_refuses_a_stage_that_no_stack_could_be_named_by(ended: Any, program: str) -> None:
    for wrong in ("", "-x", "pro d", "p" * 40, "1st", "Prod"):
        assert ended(program, wrong)[0] == 2
    assert ended(program)[0] == 2


@pytest.mark.parametrize("stage", ["prod", "dev", "my-stage-2", "p"])
def test_the_name_of_a_stage_is_taken_as_it_is(stage: str) -> None:
    assert command_line.stage(stage) == stage


def test_another_is_not() -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        command_line.stage("--help")


def test_there_are_programs() -> None:
    assert {"ship.package", "local.run", "operate.backup", "bench.scroll"} <= set(PROGRAMS)
    assert set(PROGRAMS) >= OTHERS
