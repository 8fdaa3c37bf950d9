"""Messages to WebSocket connections, through API Gateway's management API."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from ..domain.connections import MOST
from ..domain.repository_errors import SocketGone

if TYPE_CHECKING:
    from types_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

Outcomes = dict[str, Exception | None]


class ApiGatewaySockets:
    """Connections that are each served by a thread, as many at once as a user has, so that slow ones delay no others.

    The client is created when there is something to send: issuing tickets does not need it.
    """

    def __init__(self, client: Callable[[], ApiGatewayManagementApiClient]) -> None:
        self._client = client

    def send(self, connection_ids: Sequence[str], text: str) -> Outcomes:
        """Send a text; return each connection's error, or None for success."""
        post = self._client().post_to_connection
        return _side_by_side(connection_ids, lambda one: post(ConnectionId=one, Data=text.encode()))

    def close(self, connection_ids: Sequence[str]) -> Outcomes:
        """Close the connections; return each one's error, or None for success."""
        delete = self._client().delete_connection
        return _side_by_side(connection_ids, lambda one: delete(ConnectionId=one))


def _side_by_side(connection_ids: Sequence[str], act: Callable[[str], object]) -> Outcomes:
    def attempt(connection_id: str) -> Exception | None:
        try:
            act(connection_id)
        except ClientError as error:
            return SocketGone() if error.response["Error"]["Code"] == "GoneException" else error
        except BotoCoreError as error:
            return error
        return None

    with ThreadPoolExecutor(MOST) as threads:
        return dict(zip(connection_ids, threads.map(attempt, connection_ids), strict=True))
