"""Plain `chalice local` on the data of a running `make run`, with tokens verified as on AWS.

`app.py` loads this only when Chalice's CLI serves the app on this machine. Chalice has no option for what is done here,
so its modules are changed for the process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, MutableMapping
from functools import partial
from typing import Any

import jwt
from chalice import local
from chalice.cli.filewatch.stat import StatFileWatcher

from chalicelib import settings
from ship.checkout import CHECKOUT, data_directory

from .app_files import AppFiles
from .chalice_gateway import NotRunning, PoolVerifier, TokenVerifier, VerifyingAuthorizer
from .places import Places
from .stack import NOT_RUNNING, Stack

NO_POOL = "TABLE is set and USER_POOL_ARN is not, so no token can be verified: private routes answer 401."
# Chalice's sign that its CLI runs.
_KEPT = "AWS_CHALICE_CLI_MODE"


class RunningService:
    """The service of `make run`, which may start, stop or move while requests are answered."""

    def __init__(
        self,
        places: Places,
        variables: MutableMapping[str, str] = os.environ,
        refresh: Callable[[], None] = settings.refresh,
    ) -> None:
        self._places, self._variables, self._refresh = places, variables, refresh
        self._stack: Stack | None = None
        self._verifier: TokenVerifier

    def verifier(self) -> TokenVerifier:
        """Return the verifier of the service that runs now, once the app uses its data. Raises `NotRunning`."""
        stack = Stack.find(self._places)
        if stack is None:
            raise NotRunning(NOT_RUNNING)
        if stack != self._stack:
            self._verifier = PoolVerifier(stack.user_pool_id, stack.endpoint_url)
            self._let_app_use(stack)
            self._stack = stack
        return self._verifier

    def _let_app_use(self, stack: Stack) -> None:
        # Nothing of the user's own AWS account, such as a profile or a session token, may get into these requests.
        for name in [name for name in self._variables if name.startswith("AWS_") and name != _KEPT]:
            del self._variables[name]
        self._variables.update(environment(stack))
        self._refresh()


class NoVerifier:
    """A verifier that accepts no token."""

    def claims(self, header: str) -> dict[str, Any]:
        """Refuse the token."""
        raise jwt.InvalidTokenError(NO_POOL)


def environment(stack: Stack) -> dict[str, str]:
    """Return Lambda's environment variables; `test` is the embedded cloud's root key, so no IAM policies apply here."""
    return {
        "TABLE": stack.table,
        "MEDIA_BUCKET": stack.media_bucket,
        "WEBSOCKET_URL": stack.websocket_url,
        "AWS_ENDPOINT_URL": stack.endpoint_url,
        "AWS_DEFAULT_REGION": stack.region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }


def token_verifiers(variables: MutableMapping[str, str]) -> Callable[[], TokenVerifier]:
    """Return a function that returns the verifier for a request: of the running service, unless `TABLE` is set."""
    if not variables.get("TABLE"):
        return RunningService(Places(data_directory(), port=0), variables).verifier
    pool_id = variables.get("USER_POOL_ARN", "").rpartition("/")[2]
    verifier = PoolVerifier(pool_id, variables.get("AWS_ENDPOINT_URL")) if pool_id else NoVerifier()
    return lambda: verifier


def prepare(
    variables: MutableMapping[str, str] = os.environ, gateway: Any = local, watcher: Any = StatFileWatcher
) -> None:
    """Change Chalice's local server: where its data is, whom it lets in, and when it restarts."""
    verifier = token_verifiers(variables)
    gateway.LocalGatewayAuthorizer = partial(VerifyingAuthorizer, verifier=verifier)
    watcher._single_pass_poll = AppFiles(CHECKOUT).poll
    try:
        if isinstance(verifier(), NoVerifier):
            _say(NO_POOL)
    except NotRunning as problem:
        _say(str(problem))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
