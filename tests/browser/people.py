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
    # Nothing of the page runs there, and what is kept there is kept for the page. Whoever was here before them is gone.
    page.goto("/config.json")
    page.evaluate("kept => { localStorage.clear(); Object.assign(localStorage, kept); }", person.kept)
    page.goto(to)
    is_in(page)


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
