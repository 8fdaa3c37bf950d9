"""Users of the page, and their ways to sign in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import jwt
from playwright.sync_api import Page, expect

from local.client import Api
from local.people import Session, begin_session, join
from local.stack import Stack
from tests.browser.reads import Reads
from tests.running_service import PASSWORD

# A resource of the page's site that does not load the page.
QUIET = "/config.json"


@dataclass(frozen=True)
class Person:
    """A user with an account, and their client of the API behind the page."""

    email: str
    password: str
    api: Api
    # The session in their browser's storage, as Amplify writes it; see web/src/auth/storedSession.ts.
    kept: Mapping[str, str]


def make_person(stack: Stack, email: str) -> Person:
    """Create a new user with an account of their own."""
    join(stack, email, PASSWORD)
    session = begin_session(stack, email, PASSWORD)
    return Person(email, PASSWORD, Api(stack.api_url, session.id_token), _kept(stack, email, session))


def enter(page: Page, person: Person) -> None:
    """Open the page and sign in."""
    page.goto("/")
    sign_in(page, person.email, person.password)
    is_in(page)


def come_back(page: Page, person: Person, to: str = "/") -> None:
    """Open the page as a user who has signed in before, which is the quick way in."""
    have_been_here(page, person)
    page.goto(to)
    is_in(page)


def have_been_here(page: Page, person: Person) -> None:
    """Put the user's session into the browser's storage, in place of any earlier user's."""
    # Tabs of a site share its storage. A browser that stays open has a tab that does not run the page.
    tab = page.context.pages[0]
    if not tab.url.endswith(QUIET):
        page.goto(QUIET)
        tab = page
    tab.evaluate("kept => { localStorage.clear(); Object.assign(localStorage, kept); }", person.kept)


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill in the sign-in form, and send it."""
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def is_in(page: Page) -> None:
    """Wait until the page shows what only signed-in users see."""
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def tell_nothing(page: Page) -> Reads:
    """Block notifications of changes made elsewhere: the page learns of them when it requests the item itself.

    Return its reads, which have to be finished before a change that it must not know of.
    """
    page.route(re.compile("/api/(changes|live)"), lambda route: route.abort())
    return Reads(page)


def _kept(stack: Stack, email: str, session: Session) -> dict[str, str]:
    client = f"CognitoIdentityServiceProvider.{stack.user_pool_client_id}"
    username = jwt.decode(session.id_token, options={"verify_signature": False})["cognito:username"]
    return {
        f"{client}.LastAuthUser": username,
        f"{client}.{username}.idToken": session.id_token,
        f"{client}.{username}.accessToken": session.access_token,
        f"{client}.{username}.refreshToken": session.refresh_token,
        f"{client}.{username}.clockDrift": "0",
        f"{client}.{username}.signInDetails": f'{{"loginId":"{email}","authFlowType":"USER_SRP_AUTH"}}',
    }
