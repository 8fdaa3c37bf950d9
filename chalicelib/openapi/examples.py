"""Examples of requests and responses, assembled from the examples of each field's type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .schemas import PREFIX, Document


class Examples:
    """Examples of schemas, which may refer to these components."""

    def __init__(self, components: Mapping[str, Document]) -> None:
        self._components = components

    def example(self, schema: Document) -> Any:
        """Return a value that the schema allows; null where that is allowed and there is no other example."""
        if reference := schema.get("$ref"):
            return self.example(self._components[reference.removeprefix(PREFIX)])
        if "examples" in schema:
            return schema["examples"][0]
        if "anyOf" in schema:
            return self.example(schema["anyOf"][0])
        return self._of_kind(schema)

    def _of_kind(self, schema: Document) -> Any:
        match schema:
            case {"properties": properties}:
                return {name: self.example(member) for name, member in properties.items()}
            case {"items": {"anyOf": alternatives}}:
                return [self.example(alternative) for alternative in alternatives]
            case {"items": items}:
                return [self.example(items)]
            case {"default": default}:
                return default
            case {"enum": [first, *_]}:
                return first
            case {"type": "boolean"}:
                return False
        return None
