"""The oldest Python and Node that are supported: `.python-version` and `.node-version` say which, the rest follows."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest
import yaml

from tests.support.imports import ROOT

PYTHON = (ROOT / ".python-version").read_text().strip()
NODE = (ROOT / ".node-version").read_text().strip()
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def setting(*path: str) -> Any:
    """Return a value of pyproject.toml."""
    found: Any = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for name in path:
        found = found[name]
    return found


def settings_of(action: str) -> list[dict[str, Any]]:
    """Return the settings with which the workflows use an action of GitHub's own."""
    jobs = [job for path in WORKFLOWS for job in yaml.safe_load(path.read_text())["jobs"].values()]
    steps = [step for job in jobs for step in job["steps"]]
    return [step["with"] for step in steps if step.get("uses", "").startswith(f"actions/{action}@")]


def test_the_readme_and_the_makefile_name_the_same_versions() -> None:
    named = {name: re.findall(r"Node (\d[\d.]*\d)", (ROOT / name).read_text()) for name in ("README.md", "Makefile")}
    assert named["README.md"]
    assert {*named["README.md"], *named["Makefile"]} == {NODE.removesuffix(".0")}
    assert f"Python {PYTHON} or later, Node" in (ROOT / "README.md").read_text()


def test_python_is_checked_and_linted_as_the_oldest() -> None:
    assert setting("project", "requires-python") == f">={PYTHON}"
    assert setting("tool", "mypy", "python_version") == PYTHON
    assert setting("tool", "ruff", "target-version") == f"py{PYTHON.replace('.', '')}"


@pytest.mark.parametrize("name", ["web", "bench"])
def test_npm_wants_the_oldest_node_or_a_later_one(name: str) -> None:
    for file, path in (("package.json", ()), ("package-lock.json", ("packages", ""))):
        found = json.loads((ROOT / name / file).read_text())
        for member in path:
            found = found[member]
        assert found["engines"] == {"node": f">={NODE}"}


def test_public_ci_runs_on_the_oldest_and_once_a_week_on_the_newest() -> None:
    matrix = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text())["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"][0] == PYTHON
    node = [
        str(settings.get("node-version-file") or settings["node-version"]) for settings in settings_of("setup-node")
    ]
    assert (set(node), node.count("latest")) == ({".node-version", "latest"}, 1)


def test_the_dev_container_has_the_oldest() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    assert container["image"].endswith(f":{PYTHON}")
    assert container["features"] == {"ghcr.io/devcontainers/features/node:1": {"version": NODE}}


def test_what_is_installed_on_bare_machines_is_the_oldest() -> None:
    script = (ROOT / ".ci/run").read_text()
    assert re.findall(r"as_root n (.*)", script) == ['"$(cat .node-version)"']
