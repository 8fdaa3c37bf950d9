"""A quick deployment to AWS for experiments: the resources as a stack, then plain `chalice deploy --stage dev`.

It lacks what Chalice cannot deploy, which docs/decisions/0005-two-declarations-of-the-s3-event.md lists.
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
from ..cloudformation import creation, stacks, table_indexes
from ..cloudformation.stacks import NotDeployed, Say
from ..package import Resources
from ..packaging.wheels import refuse_compiled
from ..preflight.gateway_logging import leave_existing_role
from ..preflight.kept_data import refuse_kept_data
from . import recording as recordings
from .recording import Recording
from .resources import whole_template, without_functions

STAGE = recordings.STAGE


def deploy_dev(account: Account, say: Say, parameters: Mapping[str, str] | None = None) -> None:
    """Deploy everything from this checkout; the resources' names are recorded in `.chalice/recorded`."""
    QuickWay(account, say, parameters or {}).deploy()


def run_chalice(checkout: Path, *arguments: str) -> None:
    """Run Chalice's own command, which prints its progress and errors. Raises `NotDeployed` if it fails."""
    _remove_bytecode(checkout)
    command = [str(Path(sys.executable).with_name("chalice")), *arguments]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    if subprocess.run(command, cwd=checkout, env=environment, check=False).returncode:
        raise NotDeployed(f"chalice {arguments[0]} failed. Its output above says why.")


def _remove_bytecode(checkout: Path) -> None:
    # Chalice packs every file in that directory, so it would ship this bytecode, and also any that it writes itself.
    for directory in list((checkout / "chalicelib").rglob("__pycache__")):
        shutil.rmtree(directory, ignore_errors=True)


@dataclass(frozen=True)
class QuickWay:
    """A quick deployment from one checkout to one account."""

    account: Account
    say: Say
    parameters: Mapping[str, str] = field(default_factory=dict)
    checkout: Path = CHECKOUT
    data: Path = field(default_factory=data_directory)
    chalice: Callable[..., None] = run_chalice

    def deploy(self) -> None:
        """Create the resources, deploy the functions and the APIs, and publish the page."""
        refuse_kept_data(self.account, Recording(self.checkout, STAGE).name)
        self.say("· Creating the resources ...")
        self.make_resources()
        self.say("· Packaging the app ...")
        self._refuse_compiled()
        self.say("· Deploying the functions and the APIs ...")
        known = Recording(self.checkout, STAGE).api_ids
        self.chalice(self.checkout, "deploy", "--stage", STAGE)
        self.say("· Adding the APIs' addresses to the distribution ...")
        outputs = self.make_resources()
        if Recording(self.checkout, STAGE).api_ids != known:
            # On the first deployment the functions do not know the WebSocket address yet.
            self.say("· Deploying the functions again, with the WebSocket address ...")
            self.chalice(self.checkout, "deploy", "--stage", STAGE)
        self.say("· Building the page ...")
        files = page.build(self.data)
        service.publish(self.account, files, outputs)
        self.say(f"\nReady: {service.web_url(self.account, outputs)}")

    def delete_code(self) -> None:
        """Delete what `chalice deploy` made from this checkout, if anything."""
        if Recording(self.checkout, STAGE).deployed:
            self.chalice(self.checkout, "delete", "--stage", STAGE)

    def make_resources(self) -> dict[str, str]:
        """Create or update the resources' stack, record its outputs and return them.

        Called again once Chalice has created the APIs: only then are there addresses for the page's distribution.
        """
        recording = Recording(self.checkout, STAGE)
        template = service.bridged(self.account, whole_template(self.checkout))
        table_indexes.refuse_other(self.account, recording.name, template)
        resources = without_functions(template, recording.functions, recording.questions(template))
        parameters = {**self.parameters, **recording.api_ids}
        parameters = leave_existing_role(self.account, recording.name, parameters, self.say)
        creation.deploy(self.account, recording.name, Resources(resources), parameters, self.say)
        outputs = stacks.outputs(self.account, recording.name)
        recording.write(outputs, template)
        return outputs

    def _refuse_compiled(self) -> None:
        """Raise `NotDeployed` for locally compiled code; checked is Terraform's package, as Chalice shows no other."""
        directory = self.data / "package" / STAGE
        self.chalice(self.checkout, "package", "--stage", STAGE, "--pkg-format", "terraform", str(directory))
        with zipfile.ZipFile(directory / "deployment.zip") as archive:
            try:
                refuse_compiled(archive)
            except ValueError as compiled:
                raise NotDeployed(str(compiled)) from None
