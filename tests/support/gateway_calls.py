"""Requests as API Gateway passes them to the function, and the responses that the function returns."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

from chalice.app import Chalice

from chalicelib.api.contracts import contract_of
from chalicelib.openapi.routes import Route
from tests.support.factories import ANN

REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"
# The context that Lambda passes to a function besides its event.
CONTEXT = SimpleNamespace(aws_request_id="lambda-request", get_remaining_time_in_millis=lambda: 60_000)


class Answer(NamedTuple):
    """The response that the client gets."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def body(self) -> Any:
        return json.loads(self.text)


def call(
    app: Chalice,
    method: str,
    path: str,
    body: object = None,
    *,
    query: Mapping[str, str | list[str]] | None = None,
    owner: str | None = ANN,
    token_use: str = "id",
    **headers: str,
) -> Answer:
    """Send a request whose token the gateway has verified to be the owner's; a body that is not bytes is sent as JSON.

    Other keyword arguments are headers, such as `if_match="*"`.
    """
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"Content-Type": "application/json"} if body is not None else {}
    sent |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    template, parameters = _resolved(app, path)
    claims = {"token_use": token_use, "sub": owner, "email": f"{owner}@example.com"}
    answer = app(
        {
            "resource": template,
            "path": path,
            "httpMethod": method,
            "headers": {name: value for name, value in sent.items() if value != "none"},
            "multiValueQueryStringParameters": _multiple(query or {}) or None,
            "pathParameters": parameters or None,
            "body": base64.b64encode(data).decode() if body is not None else None,
            "isBase64Encoded": body is not None,
            "stageVariables": None,
            "requestContext": {
                "resourcePath": template,
                "httpMethod": method,
                "path": f"/api{path}",
                "requestId": REQUEST_ID,
                **({"authorizer": {"claims": claims}} if owner else {}),
            },
        },
        CONTEXT,
    )
    _check_documented(app, template, method, answer["statusCode"])
    return Answer(answer["statusCode"], {**answer["headers"], **_single(answer["multiValueHeaders"])}, answer["body"])


def _multiple(query: Mapping[str, str | list[str]]) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in query.items()}


def _single(headers: dict[str, list[str]]) -> dict[str, str]:
    return {name: ", ".join(values) for name, values in headers.items()}


def _check_documented(app: Chalice, template: str, method: str, status: int) -> None:
    """Assert that the API reference documents this status, whatever a test requests."""
    if isinstance(app, Chalice) and app.app_name == "skynotes":
        promised = contract_of(app.routes[template][method].view_function)
        asked = "GET" if method == "HEAD" else method
        assert status in Route(asked, template, promised).statuses, f"{method} {template}: {status}"


def _resolved(app: Chalice, path: str) -> tuple[str, dict[str, str]]:
    """Return the route that matches a path, those without parameters first, and the values of its parameters."""
    for template in sorted(app.routes, key=lambda template: template.count("{")):
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]*)", re.escape(template))
        if matched := re.fullmatch(pattern, path, re.DOTALL):
            return template, matched.groupdict()
    raise LookupError(path)
