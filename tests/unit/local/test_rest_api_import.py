"""The import of a REST API into an embedded cloud that has none."""

from __future__ import annotations

import asyncio
import json
from types import ModuleType
from typing import Any

import pytest

from local import rest_api_import

DESCRIPTION = {"swagger": "2.0", "paths": {"/notes": {"get": {}}}}
OTHER = {"swagger": "2.0", "paths": {"/files": {"get": {}}}}


@pytest.fixture
def gateway() -> Any:
    """Return a module with API Gateway's stores, which imports a description as part of a stack only."""
    module: Any = ModuleType("gateway")
    module._rest_apis, module._resources, module._authorizers_v1 = {}, {}, {}

    def import_rest_api(description: dict[str, Any], settings: dict[str, Any] | None = None) -> str:
        api_id = f"api-{len(module._rest_apis)}"
        module._rest_apis[api_id] = settings or {}
        module._resources[api_id] = list(description["paths"])
        module._authorizers_v1[api_id] = {}
        return api_id

    def delete_rest_api(api_id: str) -> None:
        for store in (module._rest_apis, module._resources, module._authorizers_v1):
            del store[api_id]

    def get_rest_api(api_id: str) -> tuple[int, dict[str, str], bytes]:
        found = module._rest_apis.get(api_id)
        return 404 if found is None else 200, {}, json.dumps({"id": api_id}).encode()

    async def handle_request(method: str, path: str, *_: Any) -> tuple[int, dict[str, str], bytes]:
        return 200, {}, f"{method} {path}".encode()

    module._import_rest_api, module._delete_rest_api, module._get_rest_api = (
        import_rest_api,
        delete_rest_api,
        get_rest_api,
    )
    module._v1_error = lambda code, message, status: (status, {}, f"{code}: {message}".encode())
    module.handle_request = handle_request
    rest_api_import.serve(module)
    return module


def test_an_imported_api_has_what_its_description_declares(gateway: Any) -> None:
    query = {"mode": ["import"], "endpointConfigurationTypes": ["REGIONAL"]}
    status, _, body = _ask(gateway, "POST", "/restapis", DESCRIPTION, query)
    assert (status, json.loads(body)) == (201, {"id": "api-0"})
    assert gateway._resources == {"api-0": ["/notes"]}
    assert gateway._rest_apis["api-0"]["endpointConfiguration"] == {"types": ["REGIONAL"]}


def test_an_api_that_is_overwritten_keeps_its_id_and_its_settings(gateway: Any) -> None:
    _ask(gateway, "POST", "/restapis", DESCRIPTION, {"mode": "import"})
    gateway._rest_apis["api-0"]["minimumCompressionSize"] = 1024
    status, _, body = _ask(gateway, "PUT", "/restapis/api-0", OTHER, {"mode": "overwrite"})
    assert (status, json.loads(body)) == (200, {"id": "api-0"})
    assert gateway._resources == {"api-0": ["/files"]}
    assert gateway._rest_apis["api-0"]["minimumCompressionSize"] == 1024


def test_an_api_that_does_not_exist_is_not_overwritten(gateway: Any) -> None:
    assert _ask(gateway, "PUT", "/restapis/none", DESCRIPTION, {"mode": "overwrite"})[0] == 404
    assert gateway._rest_apis == {}


@pytest.mark.parametrize("body", [[], "text", {}, {"paths": []}])
def test_what_is_no_description_is_refused(gateway: Any, body: object) -> None:
    assert _ask(gateway, "POST", "/restapis", body, {"mode": "import"})[0] == 400


def test_a_merge_is_refused_as_chalice_never_asks_for_one(gateway: Any) -> None:
    _ask(gateway, "POST", "/restapis", DESCRIPTION, {"mode": "import"})
    assert _ask(gateway, "PUT", "/restapis/api-0", OTHER, {"mode": "merge"})[0] == 400
    assert gateway._resources == {"api-0": ["/notes"]}


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/restapis"), ("GET", "/restapis/api-0"), ("PUT", "/restapis/api-0/resources"), ("PUT", "/tags/x")],
)
def test_every_other_request_is_the_clouds_own(gateway: Any, method: str, path: str) -> None:
    assert _ask(gateway, method, path, DESCRIPTION, {})[2] == f"{method} {path}".encode()


def _ask(gateway: Any, method: str, path: str, body: object, query: dict[str, Any]) -> Any:
    return asyncio.run(gateway.handle_request(method, path, {}, json.dumps(body).encode(), query))
