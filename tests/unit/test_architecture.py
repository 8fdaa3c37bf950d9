"""Who may import what, and what a start may load."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable

import pytest

from tests.unit.emulated import BUCKET, REGION, TABLE
from tests.unit.imports import ROOT, Module, imports, ours, parsed, readers_of_the_environment, within

DOMAIN = (
    *("errors", "moments", "identifiers", "tags", "taken", "notes", "files", "pictures", "sizes", "accounts"),
    *("formats", "signatures", "jpeg_scans", "jpeg_ends", "webp_ends", "decode_memory"),
    *("exif", "photo_dates", "xmp_dates", "name_dates", "capture_time"),
    *("paging", "file_members", "preconditions", "stores", "transfers", "changes", "trails", "sweeping", "connections", "announcements"),
    "download_names",
)
LAYERS = {
    "domain": DOMAIN,
    "pictures": ("previews", "decoding"),
    "use cases": (
        *("notebook", "library", "uploads", "reactions", "retries", "feed", "housekeeping", "live"),
        "aftermath",
    ),
    "repositories": ("repositories",),
    "settings": ("settings",),
    "telemetry": ("telemetry",),
    "requests": (
        *("http", "answers", "arguments", "bodies", "methods", "problems", "contracts", "deprecations"),
        *("schemas", "examples", "links", "routes", "headers", "operations", "reference"),
    ),
    "events": ("events", "batch", "findings", "nudging", "websocket"),
    "wiring": ("wiring",),
    "app": ("app",),
}
# What each layer may import besides itself.
MAY_IMPORT = {
    "domain": set[str](),
    "pictures": {"domain"},
    "use cases": {"domain"},
    "repositories": {"domain"},
    "settings": set[str](),
    "telemetry": {"settings"},
    "requests": {"domain", "telemetry"},
    "events": {"domain", "use cases", "repositories", "telemetry"},
    "wiring": {"domain", "pictures", "use cases", "repositories", "settings"},
    "app": {"domain", "use cases", "settings", "requests", "events", "wiring"},
}
# What comes from elsewhere, and the only places that may import it.
FOREIGN = {
    ("PIL",): ("chalicelib.previews", "chalicelib.decoding"),
    (
        "boto3",
        "botocore",
        *(f"types_boto3_{one}" for one in ("apigatewaymanagementapi", "cognito_idp", "dynamodb", "s3")),
    ): (*("chalicelib.repositories", "chalicelib.wiring"),),
    ("boto3.resources", "boto3.dynamodb"): (),
    ("chalice",): (
        "app",
        *(
            f"chalicelib.{one}"
            for one in ("http", "answers", "arguments", "events", "findings", "methods", "reference", "websocket")
        ),
    ),
    ("examples", "local", "operate", "ship", "tests", "pytest", "moto"): (),
}
EXAMPLES = sorted((ROOT / "examples").rglob("*.py"))


def layer(name: str) -> str | None:
    """Of a module of ours, or of something in it."""
    places = {place: layer for layer, modules in LAYERS.items() for place in map(dotted, modules)}
    return next((layer for place, layer in places.items() if within(name, [place])), None)


def dotted(module: str) -> str:
    return module if module == "app" else f"chalicelib.{module}"


def wrong_ways(modules: Iterable[Module]) -> list[str]:
    """Sentences, one for each import that goes against the arrows."""
    return [
        f"{module.name} imports {imported}"
        for module in modules
        for imported in sorted(imports(module))
        if (own := layer(module.name)) and (other := layer(imported)) and other not in MAY_IMPORT[own] | {own}
    ]


def smuggled(modules: Iterable[Module]) -> list[str]:
    """Sentences, one for each import of what belongs elsewhere."""
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
        ("chalicelib.notes", "from .http import Caller"),
        ("chalicelib.notes", "from . import notebook"),
        ("chalicelib.stores", "import chalicelib.repositories.table"),
        ("chalicelib.library", "from .repositories import table"),
        ("chalicelib.library", "def late():\n    from .repositories.table import Table"),
        ("chalicelib.uploads", "from .previews import read"),
        ("chalicelib.repositories.notes", "from ..library import Library"),
        ("chalicelib.repositories.notes", "from .. import settings"),
        ("chalicelib.http", "from . import wiring"),
        ("chalicelib.wiring", "import app"),
        ("app", "from chalicelib.repositories.table import Table"),
    ],
)
def test_one_that_goes_the_other_way_is_seen(name: str, source: str) -> None:
    assert wrong_ways([parsed(name, source)]) != []


def test_every_module_has_its_layer() -> None:
    packages = {"chalicelib.__init__", "chalicelib.repositories.__init__"}
    assert [module.name for module in ours() if not layer(module.name) and module.name not in packages] == []
    assert [place for modules in LAYERS.values() for place in modules if not layer(dotted(place))] == []


def test_what_is_foreign_stays_where_it_belongs() -> None:
    assert smuggled(ours()) == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("chalicelib.uploads", "from PIL import Image"),
        ("chalicelib.notebook", "import botocore.session"),
        ("chalicelib.wiring", "from boto3 import resources"),
        ("chalicelib.repositories.table", "import boto3.dynamodb.types"),
        ("chalicelib.bodies", "from chalice.app import Chalice"),
        ("chalicelib.wiring", "def late():\n    from local import seed"),
        ("app", "import tests.unit.fakes"),
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
    assert readers_of_the_environment([parsed("chalicelib.notes", source)]) == {"chalicelib.notes"}


def test_answering_a_request_loads_nothing_heavy() -> None:
    environment = {
        "TABLE": TABLE,
        "MEDIA_BUCKET": BUCKET,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
    }
    start = [sys.executable, "-m", "tests.unit.start"]
    ran = subprocess.run(start, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    statuses, loaded = json.loads(ran.stdout.splitlines()[-1])
    assert statuses == [200, 201, 200]
    ours = ("chalicelib.previews", "chalicelib.decoding", "chalicelib.reference")
    heavy = ("PIL", "boto3", "s3transfer", "pydantic", "chalice.deploy", "chalice.cli", *ours)
    assert [name for name in loaded if within(name, heavy)] == []
    assert within("botocore.client", loaded)
