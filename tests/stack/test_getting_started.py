"""The manual for developers: its address, and its tours, run as they are printed there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from local import access
from local.client import Api
from local.people import join, sign_in
from local.places import Places
from local.stack import Stack
from ship.account import Account
from ship.checkout import CHECKOUT
from tests.running_service import new_address

MANUAL = (CHECKOUT / "docs" / "getting-started.md").read_text()
# For each tour, the language of its code blocks and the command that runs them.
TOURS = {
    "curl": ("sh", ["bash", "-e", "-c"]),
    "Python": ("python", [sys.executable, "-W", "error", "-c"]),
    "JavaScript": ("js", ["node", "--input-type=module", "--eval"]),
}
# Characters that are special to a shell or to JSON must not break a tour.
PASSWORD = """it's "all" \\right & $HOME"""


@pytest.mark.parametrize("tour", TOURS)
def test_a_tour_leads_from_an_account_to_the_preview_of_a_photo_on_a_note(
    tour: str, stack: Stack, account: Account, tmp_path: Path
) -> None:
    email = new_address("tourist")
    join(stack, email, PASSWORD)
    somebody = {"SKYNOTES_EMAIL": email, "SKYNOTES_PASSWORD": PASSWORD}
    said = _run(tour, {**access.of_stage(account, "local"), **somebody}, tmp_path)
    assert email in said
    assert "The photo is ready" in said

    api = Api(stack.api_url, sign_in(stack, email, PASSWORD))
    (summary,) = api.expect(200, "GET", "/notes")["items"]
    note = api.expect(200, "GET", f"/notes/{summary['id']}")
    assert (note["title"], note["text"]) == (f"A tour with {tour}", "Two evenings by the sea.")
    photo = api.expect(200, "GET", f"/files/{note['file_ids'][0]}")
    assert (photo["status"], photo["width"], photo["height"]) == ("ready", 480, 320)
    preview = requests.get(said.splitlines()[-1], timeout=10)
    assert (preview.status_code, preview.headers["Content-Type"]) == (200, "image/webp")


def test_no_code_of_the_manual_is_left_out_by_these_tests() -> None:
    printed = len(re.findall(r"^```\w+$", MANUAL, re.MULTILINE))
    assert printed == sum(len(_blocks(tour)) for tour in TOURS) > 0


def test_make_access_sets_what_the_tours_read(stack: Stack, make: Callable[[str], str]) -> None:
    output = make('eval "$(make --silent access)"; printenv')
    assert set(re.findall(r"^SKYNOTES_.*", output, re.MULTILINE)) == {
        f"SKYNOTES_API={stack.api_url}",
        f"SKYNOTES_COGNITO={stack.endpoint_url}",
        f"SKYNOTES_CLIENT_ID={stack.user_pool_client_id}",
        f"SKYNOTES_EMAIL={stack.demo_user}",
        f"SKYNOTES_PASSWORD={PASSWORD}",
    }


def test_make_access_asks_the_account_about_a_stage_that_one_names(make: Callable[[str], str]) -> None:
    assert "no stack skynotes-elsewhere in account" in make("make --silent access STAGE=elsewhere 2>&1 || true")


@pytest.fixture
def make(stack: Stack, tmp_path: Path) -> Callable[[str], str]:
    """Return a function that runs a command in a checkout beside which the service runs, and returns its output."""
    replace(stack, demo_password=PASSWORD).write(Places(tmp_path, 1))
    environment = {**os.environ, "LOCAL_DIR": str(tmp_path), "AWS_ENDPOINT_URL": stack.endpoint_url}
    environment.pop("STAGE", None)

    def run(command: str) -> str:
        return _said(["bash", "-e", "-c", command], environment, CHECKOUT)

    return run


def test_the_manual_is_beside_the_page_and_says_all_of_it(stack: Stack) -> None:
    moved = _get(stack, "/docs")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/docs/")
    shown = _get(stack, "/docs/")
    assert shown.headers["Content-Type"] == "text/html; charset=utf-8"
    assert shown.headers["Content-Security-Policy"] == _get(stack, "/").headers["Content-Security-Policy"]
    assert shown.headers["Cache-Control"] == "no-cache"
    for heading in re.findall(r"^#+ (.*)$", MANUAL, re.MULTILINE):
        assert f">{heading}</h" in shown.text


def test_what_is_below_the_manual_is_the_page_as_everywhere(stack: Stack) -> None:
    assert _get(stack, "/docs/nothing/here").text == _get(stack, "/docs-of-mine").text == _get(stack, "/").text


def test_the_page_is_not_made_to_begin_with_what_only_the_manual_needs(stack: Stack) -> None:
    assert "visitor" in _begun(stack, "/docs/")
    assert "visitor" not in _begun(stack, "/")


def _begun(stack: Stack, page: str) -> str:
    """Return the content of all assets that a page names, which a browser fetches at once."""
    named = re.findall(r'(?:src|href)="(/assets/[^"]+)"', _get(stack, page).text)
    return "".join(_get(stack, path).text for path in named)


def _run(tour: str, variables: dict[str, str], directory: Path) -> str:
    _, runner = TOURS[tour]
    return _said([*runner, "".join(_blocks(tour))], {**os.environ, **variables}, directory)


def _blocks(tour: str) -> list[str]:
    fence, _ = TOURS[tour]
    section = MANUAL.split(f"\n## With {tour}\n")[1].split("\n## ")[0]
    return re.findall(rf"^```{fence}\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


def _said(command: list[str], environment: dict[str, str], directory: Path) -> str:
    done = subprocess.run(command, env=environment, cwd=directory, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _get(stack: Stack, path: str) -> requests.Response:
    headers = {"Host": urlsplit(stack.web_url).netloc}
    return requests.get(stack.endpoint_url + path, headers=headers, timeout=10, allow_redirects=False)
