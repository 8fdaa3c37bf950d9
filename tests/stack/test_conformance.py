"""Fuzzing of the service according to its OpenAPI document.

A few examples for each route, and the same ones each time; `make fuzz` tries thousands of new ones.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.people import join, sign_in
from local.stack import Stack
from ship.checkout import CHECKOUT
from ship.openapi import DOCUMENT
from tests.running_service import PASSWORD
from tests.trials import SEED, rounds

CONFIGURATION = CHECKOUT / "tests" / "stack" / "conformance" / "schemathesis.toml"
PEOPLE = ("ann", "bob")
# Together with what the OpenAPI document suggests, 600 for each route make more than ten thousand requests.
EXAMPLES = int(os.environ.get("EXAMPLES") or rounds(12, 600))


@pytest.fixture(scope="module")
def credentials(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the credentials of two users in the format of Web Fuzzing Commons; return the path."""
    identities = [{"name": name, "fixedHeaders": [_authorization(stack, name)]} for name in PEOPLE]
    path = tmp_path_factory.mktemp("conformance") / "credentials.json"
    path.write_text(json.dumps({"auth": identities}))
    return path


def _authorization(stack: Stack, name: str) -> dict[str, str]:
    email = f"{name}-conforms@skynotes.example"
    join(stack, email, PASSWORD)
    return {"name": "Authorization", "value": f"Bearer {sign_in(stack, email, PASSWORD)}"}


@pytest.mark.soak
@pytest.mark.timeout(300 + 20 * EXAMPLES)
def test_the_service_does_what_its_reference_says(stack: Stack, credentials: Path) -> None:
    ran = subprocess.run(
        [
            *(Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIGURATION, "run", DOCUMENT),
            *("--url", stack.api_url, "--seed", str(SEED), "--max-examples", str(EXAMPLES), "--continue-on-failure"),
            *("--generation-database", "none", "--no-color"),
        ],
        cwd=CHECKOUT,
        env=os.environ | {"CREDENTIALS": str(credentials)},
    )
    assert ran.returncode == 0, "What it found is told above."
