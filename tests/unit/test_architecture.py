"""The imports that each module may have, and the modules that a cold start may load."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable

import pytest

from tests.support.imports import ROOT, Module, imports, ours, parsed, readers_of_the_environment, within
from tests.support.moto_resources import BUCKET, REGION, TABLE

# Each folder is a layer, as is each module outside the folders. The values are the layers that it may import.
MAY_IMPORT = {
    "domain": set[str](),
    "images": {"domain"},
    "services": {"domain"},
    "repositories": {"domain"},
    "settings": set[str](),
    "once": {"settings"},
    "telemetry": {"settings"},
    "api": {"domain", "telemetry"},
    "openapi": {"domain", "api"},
    "events": {"domain", "services", "repositories", "telemetry"},
    "wiring": {"domain", "images", "services", "repositories", "once", "settings", "telemetry"},
    "app": {"domain", "services", "settings", "api", "openapi", "events", "wiring"},
}
# Foreign modules, and the only places that may import them.
FOREIGN = {
    ("PIL",): ("chalicelib.images",),
    (
        "boto3",
        "botocore",
        *(f"types_boto3_{one}" for one in ("apigatewaymanagementapi", "cognito_idp", "dynamodb", "s3")),
    ): (*("chalicelib.repositories", "chalicelib.wiring"),),
    ("boto3.resources", "boto3.dynamodb"): (),
    ("chalice",): ("app", "chalicelib.api", "chalicelib.openapi", "chalicelib.events"),
    ("examples", "operate", "tests", "pytest", "moto"): (),
    # Only where Chalice's CLI runs the app from a checkout.
    ("local", "ship"): ("app",),
}
EXAMPLES = sorted((ROOT / "examples").rglob("*.py"))


def layer(name: str) -> str | None:
    """Return the layer of a module of ours, or of a name in it; None for everything else."""
    top, *below = name.split(".")
    if top == "app":
        return "app"
    return below[0] if top == "chalicelib" and below and below[0] in MAY_IMPORT else None


def wrong_ways(modules: Iterable[Module]) -> list[str]:
    """Return a sentence for each import that breaks the order of the layers."""
    return [
        f"{module.name} imports {imported}"
        for module in modules
        for imported in sorted(imports(module))
        if (own := layer(module.name)) and (other := layer(imported)) and other not in MAY_IMPORT[own] | {own}
    ]


def smuggled(modules: Iterable[Module]) -> list[str]:
    """Return a sentence for each import of a foreign module outside its places."""
    return [
        f"{module.name} imports {imported}"
        for module in modules
        for imported in sorted(imports(module))
        for foreign, places in FOREIGN.items()
        if within(imported, foreign) and not within(module.name, places)
    ]


def test_imports_go_one_way() -> None:
    assert wrong_ways(ours()) == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("chalicelib.domain.notes", "from ..api.requests import Caller"),
        ("chalicelib.domain.notes", "from ..services import notes"),
        ("chalicelib.services.ports", "import chalicelib.repositories.dynamodb.table"),
        ("chalicelib.services.files", "from ..repositories.dynamodb import table"),
        ("chalicelib.services.files", "def late():\n    from ..repositories.dynamodb.table import Table"),
        ("chalicelib.services.uploads", "from ..images.previews import read"),
        ("chalicelib.repositories.dynamodb.notes", "from ...services.files import Library"),
        ("chalicelib.repositories.dynamodb.notes", "from ... import settings"),
        ("chalicelib.api.endpoint", "from .. import wiring"),
        ("chalicelib.api.endpoint", "from ..openapi.document import described"),
        ("chalicelib.wiring", "import app"),
        ("app", "from chalicelib.repositories.dynamodb.table import Table"),
    ],
)
def test_one_that_goes_the_other_way_is_seen(name: str, source: str) -> None:
    assert wrong_ways([parsed(name, source)]) != []


def test_every_module_lies_in_a_layer() -> None:
    assert [module.name for module in ours() if not layer(module.name)] == ["chalicelib.__init__"]
    assert {layer(module.name) for module in ours()} == {*MAY_IMPORT, None}


def test_what_is_foreign_stays_where_it_belongs() -> None:
    assert smuggled(ours()) == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("chalicelib.services.uploads", "from PIL import Image"),
        ("chalicelib.services.notes", "import botocore.session"),
        ("chalicelib.wiring", "from boto3 import resources"),
        ("chalicelib.repositories.dynamodb.table", "import boto3.dynamodb.types"),
        ("chalicelib.services.uploads", "from chalice.app import Chalice"),
        ("chalicelib.wiring", "def late():\n    from local import seed"),
        ("app", "import tests.support.fakes"),
    ],
)
def test_what_is_smuggled_is_seen(name: str, source: str) -> None:
    assert smuggled([parsed(name, source)]) != []


def test_an_example_may_be_taken_away_alone() -> None:
    examples = [parsed(".".join(path.relative_to(ROOT).with_suffix("").parts), path.read_text()) for path in EXAMPLES]
    assert "examples.backup.api" in {module.name for module in examples}
    own = ("examples", "requests", "urllib3", "tqdm", *sys.stdlib_module_names)
    assert [(one.name, name) for one in examples for name in imports(one) if not within(name, own)] == []


def test_only_the_settings_read_the_environment() -> None:
    assert readers_of_the_environment(ours()) == {"chalicelib.settings"}


@pytest.mark.parametrize("source", ["import os\nos.environ['A']", "import os\nos.getenv('A')", "from os import getenv"])
def test_reading_it_elsewhere_is_seen(source: str) -> None:
    assert readers_of_the_environment([parsed("chalicelib.domain.notes", source)]) == {"chalicelib.domain.notes"}


def test_answering_a_request_loads_nothing_heavy() -> None:
    environment = {
        "TABLE": TABLE,
        "MEDIA_BUCKET": BUCKET,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
    }
    start = [sys.executable, "-m", "tests.support.cold_start"]
    ran = subprocess.run(start, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    statuses, loaded = json.loads(ran.stdout.splitlines()[-1])
    assert statuses == [200, 201, 200]
    ours = ("chalicelib.images.previews", "chalicelib.images.decoding", "chalicelib.openapi.document")
    heavy = ("PIL", "boto3", "s3transfer", "pydantic", "chalice.deploy", "chalice.cli", "local", "ship", *ours)
    assert [name for name in loaded if within(name, heavy)] == []
    assert within("botocore.client", loaded)
