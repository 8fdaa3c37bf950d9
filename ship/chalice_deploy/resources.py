"""The resources that the functions use, without the functions: a template for a stack created before them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalice.package import YAMLTemplateSerializer

from .references import references, replaced

Template = dict[str, Any]

# The APIs that Chalice creates, and the template parameters for their ids.
API_IDS = {"RestAPI": "RestApiId", "WebsocketAPI": "WebsocketApiId"}
# A placeholder that is valid in a host name, at which nothing answers.
NO_API = "not-deployed-yet"


def whole_template(directory: Path) -> Template:
    """Return the template that `chalice package` merges, as Chalice itself reads it."""
    path = directory / "infra" / "template.yaml"
    template: Template = YAMLTemplateSerializer().load_template(path.read_text(), str(path))
    return template


def environment(template: Template) -> dict[str, Any]:
    """Return the environment variables that the template adds to Chalice's functions."""
    return {
        name: value
        for overlay in _overlays(template).values()
        for name, value in overlay.get("Properties", {}).get("Environment", {}).get("Variables", {}).items()
    }


def without_functions(template: Template, functions: Mapping[str, str], asked: Template) -> Template:
    """Return the template without everything that Chalice declares, and without what depends on that.

    `functions` are the functions' names in `chalice deploy`, by their names in the template; the log groups get these
    names. The APIs' ids become parameters, as they are known only once Chalice has created the APIs. `asked` are
    additional outputs.
    """
    known = _without_triggers(_with_apis_as_parameters(template))
    gone = _gone(known["Resources"])
    kept = {name: one for name, one in known["Resources"].items() if name not in gone}
    kept |= _log_groups(template, kept, functions)
    outputs = {name: one for name, one in known.get("Outputs", {}).items() if not references(one) & gone}
    return _with_parameters_in_use({**known, "Resources": kept, "Outputs": {**outputs, **_with_api_parameters(asked)}})


def _without_triggers(template: Template) -> Template:
    """Take the triggers from the user pool, which Chalice cannot deploy; the pool itself must stay."""
    pool = template["Resources"]["UserPool"]
    properties = {name: one for name, one in pool["Properties"].items() if name != "LambdaConfig"}
    return {**template, "Resources": {**template["Resources"], "UserPool": {**pool, "Properties": properties}}}


def _overlays(template: Template) -> Template:
    return {name: one for name, one in template["Resources"].items() if "Type" not in one}


def _gone(resources: Template) -> set[str]:
    """Return the names of the overlays and of all resources that depend on one, directly or indirectly."""
    gone = {name for name, one in resources.items() if "Type" not in one}
    while more := {name for name, one in resources.items() if name not in gone and _needs(one) & gone}:
        gone |= more
    return gone


def _needs(resource: Any) -> set[str]:
    named = resource.get("DependsOn", [])
    return references(resource) | ({named} if isinstance(named, str) else set(named))


def _with_apis_as_parameters(template: Template) -> Template:
    parameters = {
        parameter: {"Type": "String", "Default": NO_API, "Description": f"Id of the {api} that Chalice creates."}
        for api, parameter in API_IDS.items()
    }
    return {**_with_api_parameters(template), "Parameters": {**template.get("Parameters", {}), **parameters}}


def _with_api_parameters(part: Any) -> Any:
    """Use the parameters instead of the APIs in each `Fn::Sub`: an address can then name an API before it exists."""

    def substituted(intrinsic: dict[str, Any]) -> dict[str, Any]:
        if "Fn::Sub" not in intrinsic:
            return {name: replaced(value, substituted) for name, value in intrinsic.items()}
        text, *names = intrinsic["Fn::Sub"] if isinstance(intrinsic["Fn::Sub"], list) else [intrinsic["Fn::Sub"]]
        for api, parameter in API_IDS.items():
            text = text.replace(f"${{{api}}}", f"${{{parameter}}}")
        return {"Fn::Sub": [text, *replaced(names, substituted)] if names else text}

    return replaced(part, substituted)


def _log_groups(template: Template, kept: Template, functions: Mapping[str, str]) -> Template:
    """Return the log groups, renamed after the functions: Chalice sets none, so Lambda logs to that name."""
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
