"""Secrets that the page keeps, and its Content Security Policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import BrowserContext, Page, Request, Response, expect

from local.stack import Stack
from tests.browser.people import Person, come_back, enter
from tests.browser.screens import PATIENCE, on_desktop
from tests.support import sample_images

# The width of the screen makes no difference here.
pytestmark = on_desktop

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
FORBIDDEN = ["script-src-elem", "script-src-attr", "img-src", "frame-src", "style-src-elem", "connect-src"]


@pytest.fixture
def context(new_context: Callable[[], BrowserContext]) -> BrowserContext:
    """Return a browser without stored data, and with an empty cache."""
    return new_context()


def test_everything_the_page_is_made_of_comes_with_its_security_headers(
    page: Page, person: Person, stack: Stack
) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    come_back(page, person)
    page.goto("/photos")
    expect(page.get_by_role("heading", name="No photos yet")).to_be_visible()
    page.goto("/account")
    expect(page.get_by_text(person.email)).to_be_visible()
    own = [answer for answer in answers if answer.url.startswith(stack.web_url)]
    assert {answer.request.resource_type for answer in own} >= {"document", "script", "stylesheet", "font", "fetch"}
    # Requested again: responses from a browser's cache have lost their Strict-Transport-Security.
    for path in {urlsplit(answer.url).path for answer in own}:
        headers = requests.get(
            stack.endpoint_url + path, headers={"Host": urlsplit(stack.web_url).netloc}, timeout=10
        ).headers
        assert {name: headers.get(name) for name in HEADERS} == HEADERS, path
        assert "unsafe" not in headers["content-security-policy"]


def test_the_policy_lets_nothing_run_that_is_not_the_pages_own(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/sign-in")
    tried = page.evaluate(
        """async ([wanted, patience]) => {
          const forbidden = new Set();
          const told = new Promise((resolve) => {
            document.addEventListener('securitypolicyviolation', (event) => {
              forbidden.add(event.effectiveDirective);
              if (wanted.every((directive) => forbidden.has(directive))) resolve();
            });
          });
          const script = Object.assign(document.createElement('script'), { textContent: 'window.ran = true' });
          const image = Object.assign(new Image(), { src: 'https://elsewhere.example/pixel.gif' });
          const frame = Object.assign(document.createElement('iframe'), { src: 'https://elsewhere.example/' });
          const style = Object.assign(document.createElement('style'), { textContent: 'body { display: none }' });
          document.body.append(script, image, frame, style);
          document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = true">');
          await fetch('https://elsewhere.example/').catch(() => null);
          await Promise.race([told, new Promise((resolve) => setTimeout(resolve, patience))]);
          return { ran: window.ran, forbidden: [...forbidden], display: getComputedStyle(document.body).display };
        }""",
        [FORBIDDEN, PATIENCE],
    )
    assert tried["ran"] is None
    assert tried["display"] == "block"
    assert set(tried["forbidden"]) == set(FORBIDDEN)


def test_nothing_secret_is_in_an_address_or_kept_beyond_what_signing_in_needs(
    page: Page, person: Person, context: BrowserContext, stack: Stack
) -> None:
    person.api.upload("photo.jpg", "image/jpeg", sample_images.photo())
    addresses: list[str] = []
    page.on("framenavigated", lambda frame: addresses.append(frame.url))
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    enter(page, person)
    page.goto("/photos")
    expect(page.locator(".tile-loaded")).to_be_visible()
    page.goto("/account")
    expect(page.get_by_text(person.email)).to_be_visible()

    stored: dict[str, str] = page.evaluate("({...localStorage, ...sessionStorage})")
    tokens = [value for name, value in stored.items() if name.endswith(("idToken", "accessToken", "refreshToken"))]
    assert len(tokens) == 3
    assert all(_is_kept_for_a_reason(name) for name in stored), list(stored)
    assert context.cookies() == []
    kept_elsewhere = page.evaluate("async () => [...await indexedDB.databases(), ...await caches.keys()]")
    assert kept_elsewhere == []
    everything_said = " ".join([*addresses, *told, page.evaluate("JSON.stringify(history.state)") or ""])
    for secret in (*tokens, person.password, "X-Amz-Signature"):
        assert secret not in everything_said
        assert not any(secret in request.url for request in asked if request.url.startswith(stack.web_url))
    assert not any("X-Amz-Signature" in value or person.password in value for value in stored.values())


def test_the_password_is_never_sent(page: Page, person: Person) -> None:
    sent: list[Any] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    enter(page, person)
    assert any("SRP_A" in body for body in sent)
    assert not any(person.password in body for body in sent)


def test_a_page_is_asked_for_each_time_and_what_it_names_is_kept_for_good(page: Page) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/sign-in")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    for answer in answers:
        kept = answer.all_headers().get("cache-control", "")
        if "/assets/" in answer.url:
            assert re.search(r"-[\w-]{8}\.\w+$", answer.url), answer.url
            assert kept == "public, max-age=31536000, immutable"
        else:
            assert kept == "no-cache", answer.url


def _is_kept_for_a_reason(name: str) -> bool:
    """Return True for Amplify's own entries, and for drafts that are not saved yet."""
    return name.startswith(("CognitoIdentityServiceProvider.", "skynotes.draft."))
