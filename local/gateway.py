"""`chalice local`'s gateway, with the one thing it leaves out: it verifies tokens as API Gateway's authorizer does."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

import jwt
from chalice.app import Chalice
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, LocalGateway, LocalGatewayAuthorizer, NotAuthorizedError

from .stack import Stack


class Verifier:
    """Tells whether the stack's user pool vouches for a token."""

    def __init__(self, stack: Stack) -> None:
        pool = f"{stack.region}.amazonaws.com/{stack.user_pool_id}"
        self._issuer = f"https://cognito-idp.{pool}"
        self._audience = stack.user_pool_client_id
        self._keys = jwt.PyJWKClient(f"{stack.endpoint_url}/{stack.user_pool_id}/.well-known/jwks.json")

    def claims(self, header: str) -> dict[str, Any]:
        """Those of the ID token in an Authorization header. Raises `jwt.PyJWTError` for any other text."""
        token = header.removeprefix("Bearer ")
        key = self._keys.get_signing_key_from_jwt(token).key
        claims = jwt.decode(token, key, algorithms=["RS256"], audience=self._audience, issuer=self._issuer)
        if claims.get("token_use") != "id":
            raise jwt.InvalidTokenError("not an ID token")
        return claims


class VerifyingAuthorizer(LocalGatewayAuthorizer):
    """Lets a request with a good token pass with its claims, and answers 401 to any other on a private route."""

    def __init__(self, app_object: Chalice, verifier: Verifier) -> None:
        super().__init__(app_object)
        self._verifier = verifier

    def authorize(self, raw_path: str, lambda_event: Any, lambda_context: Any) -> tuple[Any, Any]:
        """As API Gateway: the view never sees a request that nobody vouches for."""
        route = self._route_for_event(lambda_event)
        if route is None or route.authorizer is None:
            return lambda_event, lambda_context
        try:
            claims = self._verifier.claims(lambda_event["headers"].get("authorization", ""))
        except jwt.PyJWTError as refused:
            raise _unauthorized(lambda_context.aws_request_id) from refused
        lambda_event["requestContext"]["authorizer"] = {"claims": claims}
        return lambda_event, lambda_context


def handler(verifier: Verifier) -> type[ChaliceRequestHandler]:
    """The request handler for chalice's server whose gateway verifies."""

    class VerifyingHandler(ChaliceRequestHandler):
        def __init__(self, request: Any, client: Any, server: Any, app_object: Chalice, config: Config) -> None:
            self.local_gateway = LocalGateway(app_object, config)
            self.local_gateway._authorizer = VerifyingAuthorizer(app_object, verifier)
            # Chalice's own initialiser would make another gateway and handle the request with it.
            BaseHTTPRequestHandler.__init__(self, request, client, server)

    return VerifyingHandler


def _unauthorized(request_id: str) -> NotAuthorizedError:
    problem = {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "Sign in, and send your ID token as Authorization: Bearer <token>.",
        "request_id": request_id,
    }
    return NotAuthorizedError({"Content-Type": "application/problem+json"}, json.dumps(problem).encode())
