"""The Chalice commands that are prepared, refused or left alone while they import app.py."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from chalice.cli import cli
from chalice.cli.factory import CLIFactory

from ship.chalice_deploy.commands import prepare
from ship.chalice_deploy.recording import Recording
from ship.chalice_deploy.resources import whole_template
from ship.checkout import CHECKOUT

Imports = Callable[..., None]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy the configuration and the template, as they are before anything is recorded."""
    (tmp_path / ".chalice").mkdir()
    for path in (CHECKOUT / ".chalice").glob("*.json"):
        shutil.copy(path, tmp_path / ".chalice")
    shutil.copytree(CHECKOUT / "infra", tmp_path / "infra")
    return tmp_path


def write_deployed(checkout: Path, content: str) -> None:
    (checkout / ".chalice" / "deployed").mkdir()
    (checkout / ".chalice" / "deployed" / "dev.json").write_text(content)


@pytest.fixture
def runs() -> list[dict[str, Any]]:
    """Return the list of runs of commands, to which each adds its options and configuration."""
    return []


@pytest.fixture
def imports(checkout: Path, runs: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> Imports:
    """Return a function that parses a command as Chalice does, and then imports app.py as far as `prepare`."""
    # A command that runs again removes it.
    monkeypatch.delitem(sys.modules, "app", raising=False)

    @click.pass_context
    def run(context: click.Context, /, **options: Any) -> None:
        template = options.get("merge_template")
        read = json.loads(Path(template).read_text()) if template and Path(template).suffix == ".json" else template
        config = context.obj["factory"].create_config_obj(options["stage"])
        runs.append(options | {"template": read, "environment": config.environment_variables})

    chalice: Any = cli.commands
    known = chalice | chalice["dev"].commands

    def imported(*words: str, factory: CLIFactory | None = None) -> None:
        name, *arguments = words
        command = click.Command(name, callback=run, params=known[name].params)
        given = {"factory": factory or CLIFactory(str(checkout))}
        with command.make_context(name, arguments, obj=given):
            prepare()

    return imported


def test_a_stage_is_deployed_with_what_is_recorded(
    imports: Imports, checkout: Path, runs: list[dict[str, Any]]
) -> None:
    recording, whole = Recording(checkout, "dev"), whole_template(checkout)
    recording.write(dict.fromkeys(recording.questions(whole), "recorded"), whole)
    for command in ("deploy", "plan"):
        with pytest.raises(click.exceptions.Exit) as done:
            imports(command)
        assert done.value.exit_code == 0
    assert [run["environment"]["TABLE"] for run in runs] == ["recorded", "recorded"]


@pytest.mark.parametrize("command", ["deploy", "plan"])
def test_before_the_resources_are_made_nothing_is_deployed(imports: Imports, command: str) -> None:
    with pytest.raises(SystemExit, match="make deploy STAGE=dev"):
        imports(command)


@pytest.mark.parametrize("stage", ["prod", "local", "mine"])
@pytest.mark.parametrize(("command", "instead"), [("deploy", "deploy"), ("plan", "deploy"), ("delete", "destroy")])
def test_for_other_stages_a_sentence_says_what_to_use(imports: Imports, command: str, instead: str, stage: str) -> None:
    with pytest.raises(SystemExit, match=f"make {instead} STAGE={stage}"):
        imports(command, "--stage", stage)


@pytest.mark.parametrize("recorded", [None, '{"resources": []}'])
def test_there_is_nothing_to_delete_before_a_deployment(imports: Imports, checkout: Path, recorded: str | None) -> None:
    if recorded:
        write_deployed(checkout, recorded)
    with pytest.raises(SystemExit, match="make destroy STAGE=dev"):
        imports("delete")


def test_what_was_deployed_is_deleted_by_chalice_alone(
    imports: Imports, checkout: Path, runs: list[dict[str, Any]]
) -> None:
    write_deployed(checkout, '{"resources": [{"name": "rest_api"}]}')
    imports("delete")
    assert runs == []


def test_a_package_gets_the_template_of_the_resources(
    imports: Imports, checkout: Path, runs: list[dict[str, Any]]
) -> None:
    for format_options in ((), ("--template-format", "yaml")):
        with pytest.raises(click.exceptions.Exit):
            imports("package", *format_options, "out")
    json_run, yaml_run = runs
    assert json_run["template"] == whole_template(checkout)
    assert yaml_run["template"] == str(checkout / "infra" / "template.yaml")
    assert {run["out"] for run in runs} == {"out"}


def test_a_package_takes_no_values_from_what_is_recorded(
    imports: Imports, checkout: Path, runs: list[dict[str, Any]]
) -> None:
    recording, whole = Recording(checkout, "dev"), whole_template(checkout)
    recording.write(dict.fromkeys(recording.questions(whole), "recorded"), whole)
    with pytest.raises(click.exceptions.Exit):
        imports("package", "out")
    assert "TABLE" not in runs[0]["environment"]


@pytest.mark.parametrize(
    "words", ["package --merge-template mine.json out", "local", "generate-models", "appgraph", "url"]
)
def test_other_commands_are_left_alone(imports: Imports, runs: list[dict[str, Any]], words: str) -> None:
    imports(*words.split())
    assert runs == []


def test_a_command_that_runs_again_is_left_alone(imports: Imports, checkout: Path) -> None:
    class Prepared(CLIFactory):
        """Any factory but the one that Chalice starts with."""

    imports("deploy", factory=Prepared(str(checkout)))


def test_outside_of_chalices_commands_nothing_happens() -> None:
    prepare()
    with click.Command("deploy").make_context("deploy", []):
        prepare()
    with click.Command("deploy").make_context("deploy", [], obj={"factory": "of something else"}):
        prepare()
