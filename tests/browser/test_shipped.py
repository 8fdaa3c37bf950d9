"""The README's section on shipping, followed word for word on the embedded cloud, up to the first note."""

from __future__ import annotations

import os
import re
import subprocess

from playwright.sync_api import Page, expect

from local.places import Places
from local.stack import Stack
from ship.checkout import CHECKOUT
from tests.browser.people import is_in, sign_in
from tests.browser.screens import on_desktop
from tests.running_service import PASSWORD

# Once is enough: all other tests have seen the page on a phone.
pytestmark = on_desktop


def test_the_shipping_section_word_for_word_gives_a_working_page(page: Page, stack: Stack, places: Places) -> None:
    said = _type(_shipping_commands(), stack, places)
    (web_url,) = set(re.findall(r"Open +(\S+)", said))
    assert web_url != stack.web_url
    (email, temporary) = re.findall(r"(\S+) is invited.*the temporary password is (\S+)", said)[0]
    page.goto(web_url)
    expect(page.get_by_role("link", name="Forgot password?")).to_be_visible()
    expect(page.get_by_role("link", name="Create account")).not_to_be_attached()
    sign_in(page, email, temporary)
    # If it is missing, the failure shows what is there instead.
    expect(page.get_by_role("heading", name="Choose a password")).to_be_visible()
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set password and sign in").click()
    is_in(page)
    page.get_by_label("Write a note").fill("It is there")
    page.get_by_label("Write a note").press("Control+Enter")
    expect(page.get_by_role("list", name="Notes")).to_contain_text("It is there")
    page.reload()
    expect(page.get_by_role("list", name="Notes")).to_contain_text("It is there")


def _shipping_commands() -> str:
    section = (CHECKOUT / "README.md").read_text().split("## Ship it\n")[1].split("\n## ")[0]
    return "".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL))


def _type(commands: str, stack: Stack, places: Places) -> str:
    environment = {**os.environ, "AWS_ENDPOINT_URL": stack.endpoint_url, "LOCAL_DIR": str(places.data)}
    done = subprocess.run(
        ["bash", "-e", "-c", commands],
        cwd=CHECKOUT,
        env=environment,
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
