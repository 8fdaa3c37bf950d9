"""The first words of docstrings: verbs for functions, nouns for modules and classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.support.imports import ROOT

PLACES = ("app.py", "bench", "chalicelib", "examples", "local", "operate", "ship", "tests")
# They begin sentences that make a reader wait for their subject.
INDIRECT = {"What", "Whether", "Where", "Who", "Whose", "One", "Those", "That", "How"}
MOST = 0.03


def docstrings(source: str) -> Iterator[str]:
    """Yield the docstrings of the module and of everything in it."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, documented))
    yield from filter(None, map(ast.get_docstring, nodes))


def is_indirect(docstring: str) -> bool:
    return docstring.split()[0].strip(",.:;") in INDIRECT


@pytest.mark.parametrize("place", PLACES)
def test_few_docstrings_begin_indirectly(place: str) -> None:
    path = ROOT / place
    sources = [path] if path.is_file() else [file for file in path.rglob("*.py") if "node_modules" not in file.parts]
    found = [docstring for source in sources for docstring in docstrings(source.read_text())]
    indirect = [docstring.splitlines()[0] for docstring in found if is_indirect(docstring)]
    assert found
    assert len(indirect) <= MOST * len(found), indirect


def test_an_indirect_docstring_is_seen() -> None:
    assert [is_indirect(one) for one in docstrings('"""Whether it is."""\ndef one():\n    """Return it."""')] == [
        True,
        False,
    ]
