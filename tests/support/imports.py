"""The imports of each module, as written in the source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Module(NamedTuple):
    """A module of ours: its dotted name and its syntax tree."""

    name: str
    tree: ast.Module


@cache
def ours() -> tuple[Module, ...]:
    """Return every module that is deployed to Lambda."""
    paths = [ROOT / "app.py", *(ROOT / "chalicelib").rglob("*.py")]
    return tuple(parsed(_name(path), path.read_text()) for path in paths)


def parsed(name: str, source: str) -> Module:
    return Module(name, ast.parse(source))


def within(name: str, places: Iterable[str]) -> bool:
    """Return whether the dotted name is one of these places, or below one of them."""
    return any(name == place or name.startswith(f"{place}.") for place in places)


def imports(module: Module) -> set[str]:
    """Return the dotted names of all imports in the module; a `from` import counts as its module and as each name."""
    return {name for node in ast.walk(module.tree) for name in _imported(module.name, node)}


def readers_of_the_environment(modules: Iterable[Module]) -> set[str]:
    """Return the names of the modules that read the environment."""
    return {module.name for module in modules if any(map(_reads_environment, ast.walk(module.tree)))}


def _imported(module: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        package = module.split(".")[: -node.level] if node.level else []
        base = ".".join([*package, *(node.module or "").split(".")]).strip(".")
        yield base
        yield from (f"{base}.{alias.name}" for alias in node.names)


def _reads_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "os"
    return isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "getenvb"}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)
