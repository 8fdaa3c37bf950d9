"""Chalice's own commands in a checkout: run again with what Chalice cannot know, or refused in a sentence.

Chalice has no plug-ins, but these commands import app.py, which calls `prepare` before it declares anything;
docs/chalice.md lists what each command then does. Chalice prints a traceback for every exception but `SystemExit` and
click's own.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from botocore.session import Session
from chalice.cli.factory import CLIFactory

from . import terraform
from .prepared import PreparedFactory
from .recording import STAGE, Recording
from .resources import whole_template


def prepare() -> None:
    """Run the command that is importing app.py again, prepared, or refuse it; do nothing for any other import."""
    context = click.get_current_context(silent=True)
    factory = context.obj.get("factory") if context and isinstance(context.obj, dict) else None
    # The command that was run again imports app.py, too, but has another factory.
    if context and type(factory) is CLIFactory and (step := _STEPS.get(str(context.command.name))):
        step(context, Path(factory.project_dir))


def _deploy(context: click.Context, project: Path) -> None:
    _refuse_other_stages(context, "deploy")
    recording = Recording(project, STAGE)
    if not recording.exists:
        raise SystemExit(f"Make the resources of the stage {STAGE} first, with: make deploy STAGE={STAGE}")
    _run(context, PreparedFactory(project, recording))
    context.exit()


def _delete(context: click.Context, project: Path) -> None:
    _refuse_other_stages(context, "destroy")
    if not Recording(project, STAGE).deployed:
        raise SystemExit(f"Nothing was deployed from this checkout. To delete resources: make destroy STAGE={STAGE}")


def _package(context: click.Context, project: Path) -> None:
    if not Session(profile=context.params["profile"]).get_config_variable("region"):
        # The package is the same in every region, but Chalice asks for one.
        os.environ["AWS_DEFAULT_REGION"] = "us-east-1"
    with TemporaryDirectory() as directory:
        if context.params["pkg_format"] == "terraform":
            _package_for_terraform(context, project, Path(directory))
            context.exit()
        if not context.params["merge_template"]:
            template = _template(project, context.params["template_format"], Path(directory))
            _run(context, PreparedFactory(project), merge_template=str(template))
            context.exit()


def _package_for_terraform(context: click.Context, project: Path, directory: Path) -> None:
    whole = whole_template(project)
    recording = Recording(project, context.params["stage"], directory)
    recording.write(terraform.expressions(recording.questions(whole)), whole)
    _run(context, PreparedFactory(project, recording))
    terraform.complete(project / context.params["out"] / "chalice.tf.json", recording.name)


def _template(project: Path, template_format: str, directory: Path) -> Path:
    """Return our template in the format that Chalice is to write: it merges no template of another one."""
    if template_format.lower() == "yaml":
        return project / "infra" / "template.yaml"
    template = directory / "template.json"
    template.write_text(json.dumps(whole_template(project)))
    return template


def _refuse_other_stages(context: click.Context, instead: str) -> None:
    stage = context.params["stage"]
    if stage != STAGE:
        raise SystemExit(f"{context.command_path} is for the stage {STAGE} alone. Use: make {instead} STAGE={stage}")


def _run(context: click.Context, factory: PreparedFactory, **options: object) -> None:
    context.obj["factory"] = factory
    # The command imports app.py again, because what that declares depends on the stage's variables.
    sys.modules.pop("app", None)
    context.forward(context.command, **options)


_STEPS: Mapping[str, Callable[[click.Context, Path], None]] = {
    "deploy": _deploy,
    "plan": _deploy,
    "delete": _delete,
    "package": _package,
}
