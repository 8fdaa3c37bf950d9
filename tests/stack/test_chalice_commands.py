"""Chalice's commands in a fresh clone, as docs/chalice.md prints them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import lint_file

from ship.chalice_deploy.recording import STAGE, Recording
from ship.chalice_deploy.resources import whole_template
from ship.checkout import CHECKOUT
from tests.support.checkouts import cloned

DOCUMENT = (CHECKOUT / "docs" / "chalice.md").read_text()
ROWS = re.findall(r"^\| `(chalice [^`]+)` \| ([^|]+) \|", DOCUMENT, re.MULTILINE)
COMMANDS = {
    *("package", "deploy", "dev", "delete", "url", "logs", "invoke"),
    *("generate-models", "gen-policy", "generate-pipeline"),
}

Run = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fresh clone."""
    return cloned(tmp_path_factory.mktemp("fresh") / "clone")


@pytest.fixture(scope="module")
def run(clone: Path) -> Run:
    """Return a function that runs a command line in the clone, for a person who has no AWS account."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "AWS_CONFIG_FILE": os.devnull,
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def run(line: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-c", line]
        return subprocess.run(
            command, cwd=clone, env=environment, input="", capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture(autouse=True)
def empty(clone: Path) -> None:
    """Remove what the command before has written: the same package would seem not to be written."""
    shutil.rmtree(clone / "out", ignore_errors=True)


@pytest.mark.parametrize(("command", "does"), ROWS, ids=[command for command, _ in ROWS])
def test_a_command_does_what_the_document_says(command: str, does: str, clone: Path, run: Run) -> None:
    before = contents(clone)
    done = run(command)
    written = {path for path, content in contents(clone).items() if before.get(path) != content}
    named = re.findall(r"`([^`]+)`", does)
    match does.split()[0].rstrip(":"):
        case "writes":
            assert (done.returncode, done.stderr) == (0, "")
            assert written == {clone / name for name in named}
            for path in written:
                CHECKS.get(path.name, Path.stat)(path)
        case "prints":
            assert (done.returncode, done.stderr, written) == (0, "", set())
            assert all(text in done.stdout for text in named)
            assert bool(done.stdout) == bool(named)
        case "refuses":
            assert (done.returncode != 0, written) == (True, set())
            assert [done.stderr.strip()] == re.findall(r"\*([^*]+)\*", does)


def test_the_document_has_a_row_for_each_command_and_says_nothing_else_of_it() -> None:
    assert {command.split()[1] for command, _ in ROWS} == COMMANDS
    assert {does.split()[0].rstrip(":") for _, does in ROWS} == {"writes", "prints", "refuses"}


def contents(directory: Path) -> dict[Path, bytes]:
    """Return every file, except those in which Chalice keeps the packages that it has installed."""
    kept = directory / ".chalice" / "deployments"
    files = (path for path in directory.rglob("*") if path.is_file() and not path.is_relative_to(kept))
    return {path: path.read_bytes() for path in files}


def lint(template: Path) -> None:
    """Assert that nothing is wrong with the template, as it is after AWS's transform."""
    assert [str(match) for match in lint_file(template)] == []


def resolve(file: Path) -> None:
    """Assert that every reference is to something in the file, or to an output of the stack of the resources."""
    content: Any = json.loads(file.read_text())
    known = set(declared(content))
    outputs = Recording(CHECKOUT, STAGE).questions(whole_template(CHECKOUT))
    known |= {f"data.aws_cloudformation_stack.resources.outputs.{name}" for name in outputs}
    used = {name for text in strings(content) for part in re.findall(r"\$\{([^}]+)", text) for name in references(part)}
    assert used - known == set()
    assert not re.search(r"Fn::|AWS::", file.read_text())
    assert all(re.fullmatch(r"[a-z_][\w-]*", name) for made in content["resource"].values() for name in made)


def declared(content: Any) -> Iterator[str]:
    """Yield the name of everything that Terraform's expressions may refer to, without attributes."""
    yield "path.module"
    yield from (f"local.{name}" for name in content["locals"])
    yield from (f"data.{kind}.{name}" for kind, made in content["data"].items() for name in made)
    yield from (f"{kind}.{name}" for kind, made in content["resource"].items() for name in made)


def references(expression: str) -> Iterator[str]:
    """Yield what an expression refers to: a resource without the attribute, an output of the stack with its name."""
    for name in re.findall(r"[a-z_]\w*(?:\.[\w-]+)+", expression):
        words = name.split(".")
        whole = name.startswith("data.aws_cloudformation_stack.")
        yield name if whole else ".".join(words[: 3 if words[0] == "data" else 2])


def strings(part: Any) -> Iterator[str]:
    """Yield every string in the part."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for value in part.values() if isinstance(part, dict) else part:
            yield from strings(value)


CHECKS: dict[str, Callable[[Path], object]] = {"sam.json": lint, "sam.yaml": lint, "chalice.tf.json": resolve}
