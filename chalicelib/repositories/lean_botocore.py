"""A botocore session for one service that starts and answers faster, by botocore's own extension points.

Its loader reads service models that packaging has pruned to the operations in use; what it does not find, as in a
checkout, botocore loads itself. DynamoDB's answers are passed through as they are: typed JSON, which botocore's parser
would copy member by member.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from botocore.credentials import CredentialResolver, EnvProvider
from botocore.handlers import BUILTIN_HANDLERS, REGISTER_FIRST, REGISTER_LAST
from botocore.hooks import HierarchicalEmitter
from botocore.loaders import Loader
from botocore.parsers import JSONParser, ResponseParserError, ResponseParserFactory
from botocore.session import Session

PACKED = Path(__file__).parent / "service_models"


class PackedLoader(Loader):
    """A loader of the models in a directory, each in a file such as `dynamodb.service-2.json`."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._directory = directory

    def load_service_model(self, service_name: str, type_name: str, api_version: str | None = None) -> Any:
        """Load a model; see `Loader`. botocore would list all services first, to name them in an error."""
        packed = self._packed(f"{service_name}.{type_name}") if api_version is None else None
        return packed or super().load_service_model(service_name, type_name, api_version)

    def load_data_with_path(self, name: str) -> Any:
        """Load data, and the path where botocore has it; see `Loader`."""
        packed = self._packed(name)
        return (packed, str(Path(self.BUILTIN_DATA_PATH, name))) if packed else super().load_data_with_path(name)

    def _packed(self, name: str) -> Any:
        try:
            return msgspec.json.decode((self._directory / f"{name}.json").read_bytes())
        except OSError:
            return None


class TypedJsonParser(JSONParser):
    """A parser of answers that are what botocore returns already, except that binary values are text in base 64."""

    def _handle_json_body(self, raw_body: bytes, shape: object) -> Any:
        try:
            return msgspec.json.decode(raw_body) if raw_body else {}
        except msgspec.DecodeError as error:
            # botocore would return an empty answer.
            raise ResponseParserError(str(error)) from error


class TypedJsonParsers(ResponseParserFactory):
    """A factory of the parser above, for the protocol of DynamoDB."""

    def create_parser(self, protocol_name: str) -> Any:
        """Return the parser of a protocol."""
        return TypedJsonParser() if protocol_name == "json" else super().create_parser(protocol_name)


def lean_session(service: str, models: Path = PACKED) -> Session:
    """Return a session of which clients of this service are to be made."""
    session = Session(include_builtin_handlers=False)
    _register_handlers(session.get_component("event_emitter"), service)
    session.register_component("data_loader", PackedLoader(models))
    from_environment = EnvProvider()
    if from_environment.load():
        # Lambda's own, which botocore asks first, too; the other providers take time to be made.
        session.register_component("credential_provider", CredentialResolver([from_environment]))
    if service == "dynamodb":
        session.register_component("response_parser_factory", TypedJsonParsers())
    return session


def _register_handlers(emitter: HierarchicalEmitter, service: str) -> None:
    """Register those of botocore's handlers that concern this service; most concern one other service."""
    register = {REGISTER_FIRST: emitter.register_first, REGISTER_LAST: emitter.register_last}
    declared: list[tuple[Any, ...]] = BUILTIN_HANDLERS
    for event, handler, *order in declared:
        kind, about = [*event.split("."), "*"][:2]
        if about in ("*", service) and kind != "docs":
            register.get(order[0] if order else None, emitter.register)(event, handler)
