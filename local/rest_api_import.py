"""API Gateway's import of an OpenAPI description, which the embedded cloud knows only as part of a stack.

Chalice creates its REST API by `ImportRestApi` and changes it by `PutRestApi` in the mode `overwrite`.
https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from types import ModuleType
from typing import Any

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[[str, str, Mapping[str, str], bytes, Mapping[str, Any]], Awaitable[Answer]]

# What a description declares; everything else of an API is a setting, which an import leaves as it is.
_DECLARED = ("_resources", "_authorizers_v1")


def serve(module: ModuleType) -> None:
    """Make this module, the embedded cloud's API Gateway, answer both requests as well."""
    others: Handler = module.handle_request

    async def handle(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query: Mapping[str, Any]
    ) -> Answer:
        if _is_import(method, path, query):
            return _imported(module, body, query)
        if method == "PUT" and (api_id := _api(path)):
            return _overwritten(module, api_id, body, query)
        return await others(method, path, headers, body, query)

    module.handle_request = handle  # type: ignore[attr-defined]


def _is_import(method: str, path: str, query: Mapping[str, Any]) -> bool:
    return (method, path.strip("/")) == ("POST", "restapis") and _first(query, "mode") == "import"


def _api(path: str) -> str | None:
    """Return the id in `/restapis/<id>`; None for any other path."""
    collection, _, api_id = path.strip("/").partition("/")
    return api_id if collection == "restapis" and api_id and "/" not in api_id else None


def _imported(module: Any, body: bytes, query: Mapping[str, Any]) -> Answer:
    if not (description := _description(body)):
        return _refused(module)
    kind = _first(query, "endpointConfigurationTypes") or "EDGE"
    api_id = module._import_rest_api(description, {"endpointConfiguration": {"types": kind.split(",")}})
    return _view(module, api_id, 201)


def _overwritten(module: Any, api_id: str, body: bytes, query: Mapping[str, Any]) -> Answer:
    if api_id not in module._rest_apis:
        return _view(module, api_id, 404)
    description = _description(body)
    if not description or _first(query, "mode") != "overwrite":
        return _refused(module)
    made = module._import_rest_api(description)
    for name in _DECLARED:
        store = getattr(module, name)
        store[api_id] = store[made]
    module._delete_rest_api(made)
    return _view(module, api_id, 200)


def _view(module: Any, api_id: str, status: int) -> Answer:
    found, headers, content = module._get_rest_api(api_id)
    return (status if found == 200 else found), headers, content


def _refused(module: Any) -> Answer:
    answer: Answer = module._v1_error("BadRequestException", "Invalid OpenAPI input.", 400)
    return answer


def _description(body: bytes) -> dict[str, Any] | None:
    try:
        description = json.loads(body)
    except ValueError:
        return None
    return description if isinstance(description, dict) and isinstance(description.get("paths"), dict) else None


def _first(query: Mapping[str, Any], name: str) -> str:
    value = query.get(name, "")
    return str(value[0]) if isinstance(value, list) else str(value)
