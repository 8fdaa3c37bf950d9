"""Temporary and permanent errors: the page retries, but not for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.pauses import let_fail_often
from tests.browser.people import Person, come_back, enter, sign_in, tell_nothing
from tests.browser.screens import on_desktop

# The width of the screen makes no difference here.
pytestmark = on_desktop

USER_POOL = re.compile(r"^http://127\.0\.0\.1:\d+/$")
# Milliseconds: longer than the page waits before it retries, and shorter than it waits for an answer.
LONG = 30_000


class Service:
    """A substitute that answers in the service's place for a while, and counts the requests."""

    def __init__(self, page: Page, path: str) -> None:
        self.asked = 0
        self.answers: list[int] = []
        self.headers: dict[str, str] = {}
        self._path = f"/api{path}"
        page.on("request", self._count)
        page.route(f"**{self._path}", self._answer)

    def _count(self, request: Request) -> None:
        self.asked += request.url.endswith(self._path)

    def _answer(self, route: Route) -> None:
        if not self.answers:
            route.fallback()
            return
        status = self.answers.pop(0)
        problem = {"type": "about:blank", "title": "Oh", "status": status, "detail": f"This is a {status}."}
        headers = {**self.headers, "Content-Type": "application/problem+json"}
        route.fulfill(status=status, headers=headers, body=json.dumps(problem))


class Pool:
    """A counter of token renewals for signed-in users, which can also refuse them."""

    def __init__(self, page: Page) -> None:
        self.renewals = 0
        self.refuses = False
        page.route(USER_POOL, self._answer)

    def _answer(self, route: Route) -> None:
        if not self._is_renewal(route.request):
            route.fallback()
            return
        self.renewals += 1
        if not self.refuses:
            route.fallback()
            return
        body = json.dumps({"__type": "NotAuthorizedException", "message": "Refresh Token has been revoked"})
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/x-amz-json-1.1"}
        route.fulfill(status=400, headers=headers, body=body)

    @staticmethod
    def _is_renewal(request: Request) -> bool:
        return request.method == "POST" and "Token" in request.headers.get("x-amz-target", "")


@pytest.fixture
def context(new_context: Callable[[], BrowserContext]) -> BrowserContext:
    """Return a browser for this test alone, because its clock is changed."""
    return new_context()


def let_time_pass(page: Page) -> None:
    """Advance the clock until the page has sent all requests that it would send by itself."""
    page.clock.run_for(LONG)
    # Requests are observed in order, and this is the last.
    page.evaluate("fetch('/config.json')")


@pytest.fixture
def signed_in(page: Page, person: Person) -> Page:
    """Return a tab without change notifications, which would cause further requests."""
    tell_nothing(page)
    come_back(page, person)
    return page


@pytest.fixture
def me(signed_in: Page) -> Service:
    """Return the substitute for `/me`."""
    return Service(signed_in, "/me")


@pytest.fixture
def pool(signed_in: Page) -> Pool:
    """Return the counter of token renewals."""
    return Pool(signed_in)


def test_a_500_is_told_and_tried_again_by_itself(signed_in: Page, me: Service, person: Person) -> None:
    signed_in.clock.install()
    me.answers = [500]
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_role("alert").filter(has_text="Retrying…")).to_be_visible()
    let_time_pass(signed_in)
    expect(signed_in.get_by_text(person.email)).to_be_visible()
    assert me.asked == 2


def test_a_500_is_tried_again_at_once_when_one_says_so(signed_in: Page, me: Service, person: Person) -> None:
    signed_in.clock.install()
    me.answers = [500] * 100
    signed_in.get_by_role("link", name="Account").click()
    let_fail_often(signed_in, "/api/me")
    me.answers, asked = [], me.asked
    signed_in.get_by_role("button", name="Try again").click()
    expect(signed_in.get_by_text(person.email)).to_be_visible()
    assert me.asked == asked + 1


def test_a_429_is_waited_for(signed_in: Page, me: Service, person: Person) -> None:
    me.answers = [429, 429]
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_text(person.email)).to_be_visible()
    assert me.asked == 3


def test_a_429_that_stays_is_told(signed_in: Page, me: Service) -> None:
    signed_in.clock.install()
    me.answers = [500] * 100
    signed_in.get_by_role("link", name="Account").click()
    let_fail_often(signed_in, "/api/me")
    signed_in.get_by_role("link", name="Notes", exact=True).click()
    expect(signed_in.get_by_role("heading", name="Account")).to_be_hidden()
    me.answers, me.headers, asked = [429] * 100, {"Retry-After": "0"}, me.asked
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_role("alert").filter(has_text="Retrying…")).to_be_visible()
    assert me.asked == asked + 4


def test_a_token_that_has_expired_is_renewed_once(signed_in: Page, me: Service, pool: Pool, person: Person) -> None:
    me.answers = [401]
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_text(person.email)).to_be_visible()
    assert (me.asked, pool.renewals) == (2, 1)


def test_a_token_that_is_never_taken_ends_the_session(signed_in: Page, me: Service, person: Person) -> None:
    signed_in.clock.install()
    me.answers = [401] * 100
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_text("You were signed out.")).to_be_visible()
    let_time_pass(signed_in)
    assert me.asked == 2
    me.answers = []
    sign_in(signed_in, person.email, person.password)
    expect(signed_in.get_by_role("heading", name="Account")).to_be_visible()
    expect(signed_in.get_by_text(person.email)).to_be_visible()


def test_a_session_that_was_revoked_elsewhere_ends_without_a_loop(signed_in: Page, pool: Pool, person: Person) -> None:
    signed_in.clock.install()
    pool.refuses = True
    # As if the page had been left alone until its tokens expired.
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
    let_time_pass(signed_in)
    assert 1 <= pool.renewals <= 2
    pool.refuses = False
    enter(signed_in, person)


def test_without_a_connection_the_page_says_so_and_comes_back(signed_in: Page, person: Person) -> None:
    signed_in.context.set_offline(True)
    expect(signed_in.get_by_text("You're offline. What")).to_be_visible()
    signed_in.context.set_offline(False)
    expect(signed_in.get_by_text("You're offline. What")).to_be_hidden()
    signed_in.route("**/api/me", lambda route: route.abort())
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_role("alert").filter(has_text="Can't reach Skynotes right now. Retrying…")).to_be_visible()
    signed_in.unroute("**/api/me")
    expect(signed_in.get_by_text(person.email)).to_be_visible()


def test_an_address_that_leads_nowhere_is_told_and_led_back(signed_in: Page) -> None:
    signed_in.goto("/no/such/place")
    expect(signed_in.get_by_role("heading", name="Page not found", level=2)).to_be_visible()
    signed_in.get_by_role("link", name="Go to your notes").click()
    expect(signed_in.get_by_role("link", name="Notes", exact=True)).to_have_attribute("aria-current", "page")
