"""The page on security: the tests that it names exist, and it covers every risk of the list that it is based on."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.support.imports import imports, ours, parsed, within

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/security.md").read_text()
RISKS = [f"API{number}" for number in range(1, 11)]
# Matches any spelling; what is not the name of a test is reported as missing.
NAMED = re.compile(r"\btests/[^\s`|<)]*")
# Modules that fetch a given address, start a program, or create objects from bytes.
DANGEROUS = (
    *("urllib.request", "urllib3", "http.client", "requests", "httpx", "aiohttp", "socket", "ftplib", "smtplib"),
    *("subprocess", "pty", "pickle", "marshal", "shelve", "xml", "yaml", "ctypes", "zipfile", "tarfile"),
)
RUNS_CODE = {"eval", "exec", "compile", "__import__"}


@cache
def written_in(path: str) -> set[str]:
    """Return the names of a file's tests, such as `test_one` and `TestMany::test_one`."""
    if not (ROOT / path).is_file():
        return set()
    return set(_tests(ast.parse((ROOT / path).read_text()).body))


def _tests(body: list[ast.stmt], within_class: str = "") -> list[str]:
    found = []
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            found += _tests(node.body, f"{node.name}::")
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found.append(within_class + node.name)
    return found


def missing(page: str) -> list[str]:
    """Return the tests that a page names but that do not exist."""
    named = [name.partition("::") for name in NAMED.findall(page)]
    return ["::".join((path, test)) for path, _, test in named if test not in written_in(path)]


def row(risk: str) -> str:
    """Return the page's row about a risk."""
    (found,) = [line for line in PAGE.splitlines() if line.startswith(f"| **{risk}** ")]
    return found


def test_every_test_that_it_names_is_there() -> None:
    assert missing(PAGE) == []


@pytest.mark.parametrize(
    "name",
    [
        "tests/unit/project/test_security_document.py::test_nobody_wrote",
        "tests/unit/test_nowhere.py::test_every_test_that_it_names_is_there",
        "tests/unit/api/test_allowed_methods.py::test_it_refuses_as_the_question_does",
        "tests/unit/api/test_allowed_methods.py::TestHead",
        "tests/unit/api/test_allowed_methods.py",
    ],
)
def test_one_that_is_not_is_seen(name: str) -> None:
    assert missing(f"It is shown by `{name}`.")


def test_one_that_is_is_not_missed() -> None:
    assert (
        missing(
            "| `tests/unit/api/test_allowed_methods.py::TestHead::test_it_refuses_as_the_question_does`<br>and more |"
        )
        == []
    )


@pytest.mark.parametrize("risk", RISKS)
def test_every_risk_has_a_test(risk: str) -> None:
    assert NAMED.search(row(risk))


def test_each_line_about_a_requirement_has_a_test() -> None:
    lines = [line for line in PAGE.splitlines() if re.match(r"\| \d+\.\d+\.\d+", line)]
    assert len(lines) > 30
    assert [line for line in lines if not NAMED.search(line)] == []


def test_no_function_fetches_an_address_starts_a_program_or_unpickles() -> None:
    used = [(module.name, one) for module in ours() for one in imports(module) if within(one, DANGEROUS)]
    assert used == []


def test_no_module_executes_its_input() -> None:
    called = {
        node.func.id
        for module in ours()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called & RUNS_CODE == set()


@pytest.mark.parametrize(
    "source", ["from urllib.request import urlopen", "import requests", "from pickle import loads"]
)
def test_what_would_do_so_is_seen(source: str) -> None:
    assert [one for one in imports(parsed("chalicelib.domain.notes", source)) if within(one, DANGEROUS)]
