"""Errors that pass, and those that do not: the page tries again, but not for ever."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import Person, enter

# The width of the screen changes nothing of this.
pytestmark = pytest.mark.parametrize("screen", ["desktop"], indirect=True)

USER_POOL = re.compile(r"^http://127\.0\.0\.1:\d+/$")


class Service:
    """Answers in the service's place for a while, and counts how often it is asked."""

    def __init__(self, page: Page, path: str) -> None:
        self.asked = 0
        self.answers: list[int] = []
        page.on("request", self._count)
        page.route(f"**/api{path}", self._answer)
        self._path = f"/api{path}"

    def _count(self, request: Request) -> None:
        self.asked += request.url.endswith(self._path)

    def _answer(self, route: Route) -> None:
        if not self.answers:
            route.fallback()
            return
        status = self.answers.pop(0)
        problem = {"type": "about:blank", "title": "Oh", "status": status, "detail": f"This is a {status}."}
        route.fulfill(status=status, content_type="application/problem+json", body=json.dumps(problem))


@pytest.fixture
def me(signed_in: Page) -> Service:
    """What answers to "who am I"."""
    return Service(signed_in, "/me")


def test_a_500_is_told_and_tried_again_when_one_says_so(signed_in: Page, me: Service, person: Person) -> None:
    me.answers = [500]
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_role("alert").filter(has_text="This is a 500.")).to_be_visible()
    assert me.asked == 1
    signed_in.get_by_role("button", name="Try again").click()
    expect(signed_in.get_by_text(person.email)).to_be_visible()
    assert me.asked == 2


def test_a_429_is_waited_for(signed_in: Page, me: Service, person: Person) -> None:
    me.answers = [429, 429]
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_text(person.email)).to_be_visible()
    assert me.asked == 3


def test_a_429_that_stays_is_told(signed_in: Page, me: Service) -> None:
    me.answers = [429] * 100
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_role("alert").filter(has_text="This is a 429.")).to_be_visible()
    signed_in.wait_for_timeout(3000)
    assert me.asked == 4


def test_a_token_that_has_expired_is_renewed_once(signed_in: Page, me: Service, person: Person) -> None:
    before = _id_token(signed_in)
    me.answers = [401]
    # A token's times are whole seconds: within the same one, the new would equal the old.
    signed_in.wait_for_timeout(1100)
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_text(person.email)).to_be_visible()
    assert me.asked == 2
    assert _id_token(signed_in) != before


def test_a_token_that_is_never_taken_ends_the_session(signed_in: Page, me: Service, person: Person) -> None:
    me.answers = [401] * 100
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_text("You have been signed out.")).to_be_visible()
    signed_in.wait_for_timeout(1000)
    assert me.asked == 2
    me.answers = []
    signed_in.get_by_label("Email address").fill(person.email)
    signed_in.get_by_label("Password", exact=True).fill(person.password)
    signed_in.get_by_role("button", name="Sign in").click()
    expect(signed_in.get_by_role("heading", name="Account")).to_be_visible()
    expect(signed_in.get_by_text(person.email)).to_be_visible()


def test_a_session_that_was_revoked_elsewhere_ends_without_a_loop(signed_in: Page, person: Person) -> None:
    renewals = 0

    def refuse(route: Route) -> None:
        nonlocal renewals
        if "Token" not in route.request.headers.get("x-amz-target", ""):
            route.fallback()
            return
        renewals += 1
        body = json.dumps({"__type": "NotAuthorizedException", "message": "Refresh Token has been revoked"})
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/x-amz-json-1.1"}
        route.fulfill(status=400, headers=headers, body=body)

    signed_in.route(USER_POOL, refuse)
    # As if it had been left alone for longer than its tokens last.
    signed_in.evaluate(
        """for (const name of Object.keys(localStorage)) {
          if (!/(idToken|accessToken)$/.test(name)) continue;
          const [head, body, signature] = localStorage[name].split('.');
          const claims = { ...JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/'))), exp: 1 };
          localStorage[name] = [head, btoa(JSON.stringify(claims)), signature].join('.');
        }"""
    )
    signed_in.goto("/account")
    expect(signed_in.get_by_role("heading", name="Sign in")).to_be_visible()
    signed_in.wait_for_timeout(1000)
    assert 1 <= renewals <= 2
    signed_in.unroute(USER_POOL)
    enter(signed_in, person)


def test_without_a_connection_the_page_says_so_and_comes_back(signed_in: Page, person: Person) -> None:
    signed_in.context.set_offline(True)
    expect(signed_in.get_by_text("You are offline.")).to_be_visible()
    signed_in.context.set_offline(False)
    expect(signed_in.get_by_text("You are offline.")).to_be_hidden()
    signed_in.route("**/api/me", lambda route: route.abort())
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_text("You seem to be offline.")).to_be_visible()
    signed_in.unroute("**/api/me")
    signed_in.get_by_role("button", name="Try again").click()
    expect(signed_in.get_by_text(person.email)).to_be_visible()


def test_an_address_that_leads_nowhere_is_told_and_led_back(signed_in: Page) -> None:
    signed_in.goto("/no/such/place")
    expect(signed_in.get_by_text("There is nothing at this address")).to_be_visible()
    signed_in.get_by_role("link", name="Go to your notes").click()
    expect(signed_in.get_by_role("link", name="Notes", exact=True)).to_have_attribute("aria-current", "page")


def _id_token(page: Page) -> str:
    token: str = page.evaluate("Object.entries(localStorage).find(([name]) => name.endsWith('idToken'))[1]")
    return token
