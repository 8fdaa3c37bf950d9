"""The announcement that a route will be removed, in its responses and in the API reference."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from chalice.app import Chalice

from chalicelib.api.deprecations import Deprecation
from chalicelib.api.endpoint import Health, declare
from chalicelib.domain.errors import NotFound
from chalicelib.openapi import document
from tests.support.gateway_calls import call

GOING = Deprecation(date(2027, 1, 1), date(2027, 6, 30), "https://example.com/docs/")


@pytest.fixture
def app() -> Chalice:
    """Create an app with a route that stays and two that are deprecated."""
    app = Chalice(app_name="ageing")
    endpoint = partial(declare, app)

    @app.route("/new")
    @endpoint()
    def new() -> Health:
        """Return the new health."""
        return Health("ok", "2")

    @app.route("/old")
    @endpoint(deprecated=GOING)
    def old() -> Health:
        """Return the deprecated health."""
        return Health("ok", "1")

    @app.route("/older")
    @endpoint(deprecated=GOING)
    def older() -> Health:
        """Raise `NotFound`."""
        raise NotFound

    return app


@pytest.mark.parametrize("path", ["/old", "/older"])
def test_its_answers_say_since_when_and_until_when_whatever_they_are(app: Chalice, path: str) -> None:
    headers = call(app, "GET", path).headers
    assert headers["Deprecation"] == "@1798761600"
    assert headers["Sunset"] == "Wed, 30 Jun 2027 00:00:00 GMT"
    assert headers["Link"] == '<https://example.com/docs/>; rel="deprecation"; type="text/html"'


def test_the_reference_marks_it_and_no_other(app: Chalice) -> None:
    paths = document.document(app)["paths"]
    assert [path for path in paths if paths[path]["get"].get("deprecated")] == ["/old", "/older"]


def test_one_that_stays_says_nothing(app: Chalice) -> None:
    assert not {"Deprecation", "Sunset", "Link"} & call(app, "GET", "/new").headers.keys()
