"""What the functions work on, without the functions: a template for a stack that is made before they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalice.package import YAMLTemplateSerializer

from .references import references, replaced

Template = dict[str, Any]

# The APIs that Chalice makes, and the parameters by which their ids are told.
API_IDS = {"RestAPI": "RestApiId", "WebsocketAPI": "WebsocketApiId"}
# A host name can be made of it, and nothing answers there.
NO_API = "not-deployed-yet"


def whole_template(directory: Path) -> Template:
    """The one that `chalice package` merges, as Chalice itself reads it."""
    path = directory / "infra" / "template.yaml"
    template: Template = YAMLTemplateSerializer().load_template(path.read_text(), str(path))
    return template


def environment(template: Template) -> dict[str, Any]:
    """The variables that the template lays over Chalice's functions."""
    return {
        name: value
        for overlay in _overlays(template).values()
        for name, value in overlay.get("Properties", {}).get("Environment", {}).get("Variables", {}).items()
    }


def without_functions(template: Template, functions: Mapping[str, str], asked: Template) -> Template:
    """The template without all that Chalice declares, and without what would not stand without that.

    `functions` are the names that Chalice gives them when it deploys, by their names in the template; their logs go to
    groups of those names. Parameters tell the APIs' ids, which are known once Chalice has made the APIs. `asked` are
    more outputs.
    """
    known = _with_apis_as_parameters(template)
    gone = _gone(known["Resources"])
    kept = {name: one for name, one in known["Resources"].items() if name not in gone}
    kept |= _log_groups(template, kept, functions)
    outputs = {name: one for name, one in known.get("Outputs", {}).items() if not references(one) & gone}
    return _with_parameters_in_use({**known, "Resources": kept, "Outputs": {**outputs, **_told(asked)}})


def _overlays(template: Template) -> Template:
    return {name: one for name, one in template["Resources"].items() if "Type" not in one}


def _gone(resources: Template) -> set[str]:
    """Overlays, whatever refers to one, whatever refers to that, and so on."""
    gone = {name for name, one in resources.items() if "Type" not in one}
    while more := {name for name, one in resources.items() if name not in gone and _needs(one) & gone}:
        gone |= more
    return gone


def _needs(resource: Any) -> set[str]:
    named = resource.get("DependsOn", [])
    return references(resource) | ({named} if isinstance(named, str) else set(named))


def _with_apis_as_parameters(template: Template) -> Template:
    parameters = {
        parameter: {"Type": "String", "Default": NO_API, "Description": f"The {api} that Chalice has made."}
        for api, parameter in API_IDS.items()
    }
    return {**_told(template), "Parameters": {**template.get("Parameters", {}), **parameters}}


def _told(part: Any) -> Any:
    """A text that names an API, as its address does, can also name one that is not there."""

    def told(intrinsic: dict[str, Any]) -> dict[str, Any]:
        if "Fn::Sub" not in intrinsic:
            return {name: replaced(value, told) for name, value in intrinsic.items()}
        text, *names = intrinsic["Fn::Sub"] if isinstance(intrinsic["Fn::Sub"], list) else [intrinsic["Fn::Sub"]]
        for api, parameter in API_IDS.items():
            text = text.replace(f"${{{api}}}", f"${{{parameter}}}")
        return {"Fn::Sub": [text, *replaced(names, told)] if names else text}

    return replaced(part, told)


def _log_groups(template: Template, kept: Template, functions: Mapping[str, str]) -> Template:
    """Chalice does not tell Lambda where to log to, so Lambda looks for a group that has the function's name."""
    groups: Template = {}
    for name, overlay in _overlays(template).items():
        if logging := overlay.get("Properties", {}).get("LoggingConfig"):
            group = logging["LogGroup"]["Ref"]
            properties = {**kept[group]["Properties"], "LogGroupName": f"/aws/lambda/{functions[name]}"}
            groups[group] = {**kept[group], "Properties": properties}
    return groups


def _with_parameters_in_use(template: Template) -> Template:
    used = references({name: part for name, part in template.items() if name != "Parameters"})
    return {**template, "Parameters": {name: one for name, one in template["Parameters"].items() if name in used}}
