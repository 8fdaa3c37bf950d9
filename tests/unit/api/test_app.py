"""The declarations of `app.py`: every route and event, and who may call them."""

from __future__ import annotations

import inspect
from typing import Any, get_type_hints

import pytest
from chalice.app import CognitoUserPoolAuthorizer

import app as skynotes
from chalicelib.api.requests import Caller
from chalicelib.settings import settings
from tests.support.api_client import PUBLIC, ROUTES

ENTRIES = {(method, path): entry for path, by in skynotes.app.routes.items() for method, entry in by.items()}
PUBLIC_PATHS = {path for _, path in PUBLIC}
PRIVATE = sorted(route for route in ENTRIES if route[1] not in PUBLIC_PATHS)
every_route = pytest.mark.parametrize("route", sorted(ROUTES), ids=" ".join)

Route = tuple[str, str]


def test_the_routes_are_those_of_the_contract() -> None:
    collections = {(method, path) for path in ("/notes", "/files") for method in ("GET", "POST")}
    things = {
        (method, path) for path in ("/notes/{note_id}", "/files/{file_id}") for method in ("GET", "PATCH", "DELETE")
    }
    restores = {("POST", "/notes/{note_id}/restore"), ("POST", "/files/{file_id}/restore")}
    uploads = {("POST", "/files/{file_id}/upload")}
    others = PUBLIC | {("GET", "/me"), ("GET", "/changes"), ("POST", "/live/tickets")}
    assert set(ROUTES) == others | collections | things | restores | uploads


def test_every_method_of_every_other_address_asks_the_user_pool() -> None:
    for route in PRIVATE:
        authorizer = ENTRIES[route].authorizer
        assert isinstance(authorizer, CognitoUserPoolAuthorizer), route
        assert authorizer.to_swagger()["x-amazon-apigateway-authorizer"]["providerARNs"] == [skynotes.user_pool]


def test_health_and_the_reference_are_public() -> None:
    assert {entry.authorizer for (_, path), entry in ENTRIES.items() if path in PUBLIC_PATHS} == {None}


@every_route
def test_every_route_answers_the_one_origin_that_may_call_it_from_elsewhere(route: Route) -> None:
    headers: dict[str, Any] = ENTRIES[route].cors.get_access_control_headers()
    assert headers["Access-Control-Allow-Origin"] == settings().allowed_origin != "*"
    allowed = set(headers["Access-Control-Allow-Headers"].split(","))
    assert {"Authorization", "Content-Type", "If-Match", "Idempotency-Key"} <= allowed
    assert headers["Access-Control-Expose-Headers"] == "ETag,Location,Retry-After,Deprecation,Sunset"


@every_route
def test_every_view_says_what_it_does_and_what_it_takes_and_gives(route: Route) -> None:
    view = inspect.unwrap(ENTRIES[route].view_function)
    assert (view.__doc__ or "").endswith(".")
    hints = get_type_hints(view)
    assert set(inspect.signature(view).parameters) | {"return"} == set(hints)
    assert Any not in hints.values()


def test_every_private_view_gets_the_caller() -> None:
    for route in PRIVATE:
        assert get_type_hints(inspect.unwrap(ENTRIES[route].view_function))["caller"] is Caller, route


def test_bodies_of_every_type_reach_the_one_place_that_refuses_them() -> None:
    for (method, path), entry in ENTRIES.items():
        assert entry.content_types == ["*/*"] or method in {"GET", "HEAD"}, path


def test_the_functions_are_those_that_the_template_adds_to() -> None:
    assert {handler.name: handler.handler_string for handler in skynotes.app.pure_lambda_functions} == {
        "on_upload": "app.on_upload",
        "pre_sign_up": "app.pre_sign_up",
    }
    on_change: Any
    sweep: Any
    on_change, sweep = skynotes.app.event_sources
    assert (sweep.name, sweep.schedule_expression) == ("sweep", "rate(1 day)")
    assert (on_change.name, on_change.stream_arn) == ("on_change", {"Fn::GetAtt": ["Table", "StreamArn"]})


def test_connections_have_their_handlers_under_the_names_that_chalice_gives_their_functions() -> None:
    assert {key: handler.handler_string for key, handler in skynotes.app.websocket_handlers.items()} == {
        "$connect": "app.websocket_connect",
        "$default": "app.websocket_message",
        "$disconnect": "app.websocket_disconnect",
    }
