"""The upload handler, the same whether Chalice or the template connects it to the bucket."""

from __future__ import annotations

from typing import Any

import pytest
from chalice.app import Chalice, S3EventConfig

from chalicelib.events.uploads import on_uploaded
from chalicelib.repositories.s3.object_keys import incoming
from tests.support.gateway_calls import CONTEXT

EVENT: dict[str, Any] = {
    "Records": [{"s3": {"bucket": {"name": "media"}, "object": {"key": incoming("a+b%40c", "01F")}}}]
}


@pytest.fixture
def app() -> Chalice:
    return Chalice(app_name="some", configure_logs=False)


@pytest.mark.parametrize("bucket", ["media", None])
def test_the_handler_gets_the_event_as_s3_sends_it(app: Chalice, bucket: str | None) -> None:
    taken = []

    @on_uploaded(app, bucket, name="on_upload")
    def take(event: dict[str, Any], context: Any) -> None:
        taken.append((event, context))

    take(EVENT, CONTEXT)
    assert taken == [(EVENT, CONTEXT)]


def test_chalice_configures_the_notifications_of_an_existing_bucket(app: Chalice) -> None:
    on_uploaded(app, "media", name="on_upload")(_handler)
    (source,) = app.event_sources
    assert isinstance(source, S3EventConfig)
    assert (source.name, source.handler_string) == ("on_upload", "app._handler")
    assert (source.bucket, source.events, source.prefix) == ("media", ["s3:ObjectCreated:*"], "incoming/")
    assert app.pure_lambda_functions == []


def test_the_template_configures_the_notifications_of_its_own_bucket(app: Chalice) -> None:
    on_uploaded(app, None, name="on_upload")(_handler)
    (function,) = app.pure_lambda_functions
    assert (function.name, function.handler_string) == ("on_upload", "app._handler")
    assert app.event_sources == []


def _handler(event: dict[str, Any], context: Any) -> None:
    """Ignore the event."""
