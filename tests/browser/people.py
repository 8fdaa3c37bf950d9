"""Who uses the page, and how they get in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import jwt
from playwright.sync_api import Page, expect

from local.client import Api
from local.people import Session, begin_session, join
from local.stack import Stack
from tests.running import PASSWORD

# Of the page's site, and nothing of the page.
QUIET = "/config.json"


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and how they use the API behind the page."""

    email: str
    password: str
    api: Api
    # What their browser keeps of their session, as Amplify writes it down; see web/src/auth/kept.ts.
    kept: Mapping[str, str]


def make_person(stack: Stack, email: str) -> Person:
    """Someone who has not been here before, with an account that is theirs alone."""
    join(stack, email, PASSWORD)
    session = begin_session(stack, email, PASSWORD)
    return Person(email, PASSWORD, Api(stack.api_url, session.id_token), _kept(stack, email, session))


def enter(page: Page, person: Person) -> None:
    """Sign in as somebody does who opens the page."""
    page.goto("/")
    sign_in(page, person.email, person.password)
    is_in(page)


def come_back(page: Page, person: Person, to: str = "/") -> None:
    """Open the page as somebody does who has signed in before: it is the quick way in."""
    have_been_here(page, person)
    page.goto(to)
    is_in(page)


def have_been_here(page: Page, person: Person) -> None:
    """Let the browser have what it keeps of their session. Whoever was here before them is gone."""
    # What is kept in a tab where nothing of the page runs is kept for the page. A browser that stays open has one.
    tab = page.context.pages[0]
    if not tab.url.endswith(QUIET):
        page.goto(QUIET)
        tab = page
    tab.evaluate("kept => { localStorage.clear(); Object.assign(localStorage, kept); }", person.kept)


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill in the form that is shown to whoever is not in, and send it."""
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def is_in(page: Page) -> None:
    """Wait until they see what is for them only."""
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def tell_nothing(page: Page) -> None:
    """Keep from the page what happens elsewhere: it finds out when it asks for the thing itself."""
    page.route(re.compile("/api/(changes|live)"), lambda route: route.abort())


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
