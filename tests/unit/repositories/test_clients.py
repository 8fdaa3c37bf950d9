"""The AWS clients: created once, with timeouts and retries that fit into the time of a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.connections import MOST
from chalicelib.repositories import clients
from tests.support.moto_resources import REGION

both = pytest.mark.parametrize("client", [clients.dynamodb, clients.s3], ids=["dynamodb", "s3"])


@both
def test_a_client_is_made_once(client: Callable[[], Any]) -> None:
    assert client() is client()


@both
def test_it_waits_and_tries_again_for_a_time_that_is_spelled_out(client: Callable[[], Any]) -> None:
    config = client().meta.config
    assert config.retries == {"mode": "standard", "total_max_attempts": 3}
    assert config.connect_timeout <= 2
    assert config.read_timeout <= 20


def test_three_slow_tries_of_dynamodb_fit_into_a_request() -> None:
    config: Any = clients.dynamodb().meta.config
    assert 3 * (config.connect_timeout + config.read_timeout) < 20


def test_a_browser_is_sent_to_the_bucket_in_its_own_region() -> None:
    url = clients.s3().generate_presigned_url("get_object", Params={"Bucket": "media", "Key": "a"})
    assert f"s3.{REGION}.amazonaws.com" in url
    assert "X-Amz-Signature" in url


def test_connections_are_reached_where_they_were_opened_and_with_short_timeouts() -> None:
    client = clients.sockets("wss://a1b2c3.execute-api.eu-central-1.amazonaws.com/api")
    assert client.meta.endpoint_url == "https://a1b2c3.execute-api.eu-central-1.amazonaws.com/api"
    assert clients.sockets("ws://127.0.0.1:4566/api").meta.endpoint_url == "http://127.0.0.1:4566/api"
    config: Any = client.meta.config
    assert config.retries == {"mode": "standard", "total_max_attempts": 2}
    assert 2 * (config.connect_timeout + config.read_timeout) < 10
    assert config.max_pool_connections == MOST
