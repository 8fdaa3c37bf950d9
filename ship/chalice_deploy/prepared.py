"""Chalice's source of a command's configuration and app, with the recorded values of a stage."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalice.app import Chalice
from chalice.cli.factory import CLIFactory

from .recording import DECLARED, Recording
from .terraform import is_expression


class PreparedFactory(CLIFactory):
    """Chalice's own factory, which adds a recording to what is in `config.json`."""

    def __init__(self, project: Path, recording: Recording | None = None) -> None:
        super().__init__(str(project), environ=os.environ)
        self._recording = recording

    def load_project_config(self) -> dict[str, Any]:
        """Return the configuration that the command uses."""
        config: dict[str, Any] = super().load_project_config()
        return self._recording.added_to(config) if self._recording else config

    def load_chalice_app(
        self, environment_variables: Mapping[str, str] | None = None, validate_feature_flags: bool | None = True
    ) -> Chalice:
        """Import the app with the stage's variables, but of those that only Terraform knows, with what it declares."""
        declared = {*DECLARED, "MEDIA_BUCKET"}
        given = (environment_variables or {}).items()
        variables = {name: value for name, value in given if name in declared or not is_expression(value)}
        return super().load_chalice_app(variables, validate_feature_flags)
