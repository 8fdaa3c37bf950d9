"""botocore's descriptions of the AWS services that the functions use, pruned to the operations that they use.

The functions run with the botocore of Lambda's runtime, whose models are megabytes of JSON, read at every cold start. A
pruned model describes the same requests; see `chalicelib/repositories/lean_botocore.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botocore.loaders import Loader

DIRECTORY = "chalicelib/repositories/service_models"
OPERATIONS: Mapping[str, frozenset[str]] = {
    "apigatewaymanagementapi": frozenset({"DeleteConnection", "PostToConnection"}),
    "cognito-idp": frozenset({"ListUsers"}),
    "dynamodb": frozenset({"DeleteItem", "GetItem", "Query", "Scan", "TransactWriteItems", "UpdateItem"}),
    "s3": frozenset(
        {
            *("CopyObject", "DeleteObject", "DeleteObjects", "GetObject", "PutObject"),
            *("ListObjectVersions", "ListObjectsV2"),
        }
    ),
    "sns": frozenset({"PublishBatch"}),
    "sqs": frozenset({"SendMessage"}),
}
# The parts of botocore's table of endpoints about services; in the other parts are the regions.
_SERVICES = "services"
_CONTEXT = "clientContextParams"
Model = dict[str, Any]


def packed() -> dict[str, bytes]:
    """Return the pruned models by their names in the zip, byte-identical for the same version of botocore."""
    loader = Loader()
    models = {"endpoints": _endpoints(loader.load_data("endpoints")), "partitions": loader.load_data("partitions")}
    for service, operations in OPERATIONS.items():
        models[f"{service}.service-2"] = pruned(loader.load_service_model(service, "service-2"), operations)
        models[f"{service}.endpoint-rule-set-1"] = loader.load_service_model(service, "endpoint-rule-set-1")
        if paginators := _paginators(loader, service, operations):
            models[f"{service}.paginators-1"] = paginators
    return {f"{DIRECTORY}/{name}.json": _written(_undocumented(model)) for name, model in models.items()}


def pruned(model: Model, operations: frozenset[str]) -> Model:
    """Return the model with these operations and the shapes that they reach."""
    kept = {name: operation for name, operation in model["operations"].items() if name in operations}
    if missing := operations - kept.keys():
        raise ValueError(f"botocore knows no {', '.join(sorted(missing))}.")
    reached: dict[str, Model] = {}
    waiting = list(_shapes(kept))
    while waiting:
        if (name := waiting.pop()) not in reached:
            reached[name] = model["shapes"][name]
            waiting += _shapes(reached[name])
    return {**model, "operations": kept, "shapes": {name: reached[name] for name in sorted(reached)}}


def _shapes(part: Any) -> Iterator[str]:
    """Yield the names of the shapes that a part of a model refers to."""
    if isinstance(part, Mapping):
        if isinstance(shape := part.get("shape"), str):
            yield shape
        for value in part.values():
            yield from _shapes(value)
    elif isinstance(part, list):
        for value in part:
            yield from _shapes(value)


def _endpoints(model: Model) -> Model:
    partitions = [
        {**partition, _SERVICES: _only(partition[_SERVICES], OPERATIONS)} for partition in model["partitions"]
    ]
    return {**model, "partitions": partitions}


def _paginators(loader: Loader, service: str, operations: frozenset[str]) -> Model:
    found = loader.load_service_model(service, "paginators-1")["pagination"]
    kept = _only(found, operations)
    return {"pagination": kept} if kept else {}


def _only(model: Model, names: Iterable[str]) -> Model:
    return {name: model[name] for name in sorted(names) if name in model}


def _undocumented(part: Any) -> Any:
    """Return the part without texts for people; a member that is called `documentation` is described by a structure."""
    if isinstance(part, Mapping):
        texts = [name for name in ("documentation", "documentationUrl") if isinstance(part.get(name), str)]
        kept = {name: _undocumented(value) for name, value in part.items() if name not in texts}
        # botocore reads the texts of these.
        context = {name: {"documentation": "", **given} for name, given in kept.get(_CONTEXT, {}).items()}
        return {**kept, _CONTEXT: context} if context else kept
    if isinstance(part, list):
        return [_undocumented(value) for value in part]
    return part


def _written(model: Model) -> bytes:
    return json.dumps(model, separators=(",", ":")).encode()
