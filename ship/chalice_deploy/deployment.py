"""The quick way to AWS, for trying things out: the resources as a stack, and then plain `chalice deploy --stage dev`.

What Chalice cannot deploy is missing here: docs/decisions/0005-two-declarations-of-the-s3-event.md says what.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .. import page, service
from ..account import Account
from ..checkout import CHECKOUT, data_directory
from ..cloudformation import change_sets, stacks, table_indexes
from ..cloudformation.stacks import NotDeployed, Say
from ..package import Resources
from ..packaging.wheels import refuse_compiled
from .recording import Recording
from .resources import whole_template, without_functions

STAGE = "dev"


def deploy_dev(account: Account, say: Say, parameters: Mapping[str, str] | None = None) -> None:
    """Everything, from this checkout; what the resources are called is left in `.chalice`."""
    QuickWay(account, say, parameters or {}).deploy()


def run_chalice(checkout: Path, *arguments: str) -> None:
    """Chalice's own command, which says by itself what it does and what went wrong."""
    _remove_bytecode(checkout)
    command = [str(Path(sys.executable).with_name("chalice")), *arguments]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    if subprocess.run(command, cwd=checkout, env=environment, check=False).returncode:
        raise NotDeployed(f"chalice {arguments[0]} failed, as it says above.")


def _remove_bytecode(checkout: Path) -> None:
    # Chalice would ship it, and what it compiles itself: it packs whatever lies in that directory.
    for directory in list((checkout / "chalicelib").rglob("__pycache__")):
        shutil.rmtree(directory, ignore_errors=True)


@dataclass(frozen=True)
class QuickWay:
    """Where it begins and where it leads."""

    account: Account
    say: Say
    parameters: Mapping[str, str] = field(default_factory=dict)
    checkout: Path = CHECKOUT
    data: Path = field(default_factory=data_directory)
    chalice: Callable[..., None] = run_chalice

    def deploy(self) -> None:
        """All the way."""
        self.say("· Making what the functions work on ...")
        self.make_resources()
        self.say("· Packaging the app ...")
        self._refuse_compiled()
        self.say("· Deploying the functions and the APIs ...")
        known = Recording(self.checkout, STAGE).api_ids
        self.chalice(self.checkout, "deploy", "--stage", STAGE)
        self.say("· Telling the page's host where the APIs are ...")
        outputs = self.make_resources()
        if Recording(self.checkout, STAGE).api_ids != known:
            # The first time: the functions have been deployed without knowing where people connect.
            self.say("· Telling the functions, too ...")
            self.chalice(self.checkout, "deploy", "--stage", STAGE)
        self.say("· Building the page ...")
        files = page.build(self.data)
        service.publish(self.account, files, outputs)
        self.say(f"\nReady: {service.web_url(self.account, outputs)}")

    def make_resources(self) -> dict[str, str]:
        """Their stack, made or brought up to date; and its outputs, recorded.

        To be done again once Chalice has made the APIs: only then are there addresses to tell the page's host.
        """
        recording = Recording(self.checkout, STAGE)
        template = service.bridged(self.account, whole_template(self.checkout))
        table_indexes.refuse_other(self.account, recording.name, template)
        resources = without_functions(template, recording.functions, recording.questions(template))
        parameters = {**self.parameters, **recording.api_ids}
        change_sets.deploy(self.account, recording.name, Resources(resources), parameters, self.say)
        outputs = stacks.outputs(self.account, recording.name)
        recording.write(outputs, template)
        return outputs

    def _refuse_compiled(self) -> None:
        """Looked at in the package that Terraform would take: what `chalice deploy` sends is nowhere to be seen."""
        directory = self.data / "package" / STAGE
        self.chalice(self.checkout, "package", "--stage", STAGE, "--pkg-format", "terraform", str(directory))
        with zipfile.ZipFile(directory / "deployment.zip") as archive:
            try:
                refuse_compiled(archive)
            except ValueError as compiled:
                raise NotDeployed(str(compiled)) from None
