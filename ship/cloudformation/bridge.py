"""All differences between AWS and the embedded cloud.

`make run` and the tests deploy the template and the zip that `chalice package` made, changed here and nowhere else.
Each function handles one difference; when ministack no longer has it, delete the function.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

Template = dict[str, Any]

POLICIES = ("AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy")


def for_embedded_cloud(template: Template, endpoint_url: str) -> Template:
    """Return a copy of the template that ministack can run at that address."""
    bridged = copy.deepcopy(template)
    port = _port(endpoint_url)
    _let_events_be_published(bridged)
    _accept_plain_http(bridged)
    _serve_the_page_over_http(bridged)
    _find_the_api_on_this_machine(bridged, port)
    _let_the_page_reach_the_media(bridged, port)
    _let_the_page_call_this_machine(bridged, port)
    _leave_expiry_to_us(bridged)
    _connect_to_this_machine(bridged, port)
    _raise_what_has_failed(bridged)
    _lose_patience_sooner(bridged)
    _have_no_bill(bridged)
    return bridged


def web_url(outputs: Mapping[str, str], endpoint_url: str) -> str:
    """Return the address of the distribution in ministack; browsers resolve every `*.localhost` to this machine."""
    label = outputs["DistributionDomainName"].split(".")[0]
    return f"http://{label}.cloudfront.localhost:{_port(endpoint_url)}/"


def api_url(outputs: Mapping[str, str], endpoint_url: str) -> str:
    """Return the address of the API in ministack, bypassing CloudFront."""
    return f"{endpoint_url}/_aws/execute-api/{outputs['RestAPIId']}/api"


def websocket_url(outputs: Mapping[str, str], endpoint_url: str) -> str:
    """Return the address of the WebSocket API in ministack."""
    return f"ws://127.0.0.1:{_port(endpoint_url)}/_aws/execute-api/{outputs['WebsocketAPIId']}/api"


def page_config(endpoint_url: str) -> dict[str, str]:
    """Return the page's settings that differ: addresses of media and user pool, and the codes that are not mailed."""
    codes = {"confirmationCode": "123456", "resetCode": "654321"}
    return {"mediaUrl": endpoint_url, "userPoolEndpoint": endpoint_url, **codes}


def _port(endpoint_url: str) -> int:
    port = urlsplit(endpoint_url).port
    if not port:
        raise ValueError(f"{endpoint_url} has no port.")
    return port


def _properties(template: Template, name: str) -> dict[str, Any]:
    properties: dict[str, Any] = template["Resources"][name]["Properties"]
    return properties


def _let_events_be_published(template: Template) -> None:
    """Allow sns:PublishBatch: ministack requires it for publishing in batches, where AWS requires sns:Publish."""
    grant = {"Effect": "Allow", "Principal": "*", "Action": "sns:PublishBatch", "Resource": {"Ref": "Events"}}
    _properties(template, "EventsPolicy")["PolicyDocument"]["Statement"].append(grant)


def _accept_plain_http(template: Template) -> None:
    """Remove the policy statements that deny plain http: ministack serves nothing else, and enforces them."""
    for name, resource in list(template["Resources"].items()):
        if resource.get("Type") in POLICIES:
            policy = resource["Properties"]["PolicyDocument"]
            policy["Statement"] = [one for one in policy["Statement"] if one.get("Sid") != "TlsOnly"]
            if not policy["Statement"]:
                del template["Resources"][name]


def _serve_the_page_over_http(template: Template) -> None:
    """Remove the distribution's redirects to https: ministack serves it over plain http only."""
    distribution = _properties(template, "Distribution")["DistributionConfig"]
    for behaviour in [distribution["DefaultCacheBehavior"], *distribution["CacheBehaviors"]]:
        behaviour["ViewerProtocolPolicy"] = "allow-all"


def _find_the_api_on_this_machine(template: Template, port: int) -> None:
    """Use the API's path on this machine as origin, as ministack's CloudFront does not resolve AWS's host names."""
    distribution = _properties(template, "Distribution")["DistributionConfig"]
    (origin,) = [origin for origin in distribution["Origins"] if origin["Id"] == "api"]
    origin["DomainName"] = "localhost"
    origin["OriginPath"] = {"Fn::Sub": "/_aws/execute-api/${RestAPI}"}
    origin["CustomOriginConfig"] = {"OriginProtocolPolicy": "http-only", "HTTPPort": port}


def _let_the_page_reach_the_media(template: Template, port: int) -> None:
    """Allow the origin http://<label>.cloudfront.localhost:<port>, where AWS has https://<label>.cloudfront.net."""
    (rule,) = _properties(template, "MediaBucket")["CorsConfiguration"]["CorsRules"]
    label = {"Fn::Select": [0, {"Fn::Split": [".", {"Fn::GetAtt": ["Distribution", "DomainName"]}]}]}
    origin = {"Fn::Sub": ["http://${Label}.cloudfront.localhost:" + str(port), {"Label": label}]}
    rule["AllowedOrigins"] = [origin, *rule["AllowedOrigins"][1:]]


def _let_the_page_call_this_machine(template: Template, port: int) -> None:
    """Allow this machine's address for media, user pool and WebSocket API, where AWS has a host name for each."""
    headers = _properties(template, "WebHeaders")["ResponseHeadersPolicyConfig"]
    policy = headers["SecurityHeadersConfig"]["ContentSecurityPolicy"]
    (_, names) = policy["ContentSecurityPolicy"]["Fn::Sub"]
    names["Media"] = names["People"] = f"http://127.0.0.1:{port}"
    names["Live"] = f"ws://127.0.0.1:{port}"


def _leave_expiry_to_us(template: Template) -> None:
    """Turn off ministack's time to live, which writes no stream record; `local.expiry` deletes as DynamoDB does."""
    del _properties(template, "Table")["TimeToLiveSpecification"]


def _connect_to_this_machine(template: Template, port: int) -> None:
    """Deploy the WebSocket API by `AutoDeploy`, as ministack has no deployments, and use its path on this machine."""
    template["Resources"].pop("WebsocketAPIDeployment", None)
    stage = _properties(template, "WebsocketAPIStage")
    stage.pop("DeploymentId", None)
    stage["AutoDeploy"] = True
    url = {"Fn::Sub": f"ws://127.0.0.1:{port}/_aws/execute-api/${{WebsocketAPI}}/api"}
    for resource in template["Resources"].values():
        variables = resource.get("Properties", {}).get("Environment", {}).get("Variables", {})
        if "WEBSOCKET_URL" in variables:
            variables["WEBSOCKET_URL"] = url


def _raise_what_has_failed(template: Template) -> None:
    """Turn off partial batch responses: ministack ignores them, and retries a batch only if the function raises."""
    del _properties(template, "OnChange")["Environment"]["Variables"]["REPORTS_FAILURES"]


def _lose_patience_sooner(template: Template) -> None:
    """Give up failing changes sooner: ministack's stream has one shard, so each blocks all others until then."""
    _properties(template, "OnChange")["Environment"]["Variables"]["PATIENCE_SECONDS"] = "20"


def _have_no_bill(template: Template) -> None:
    """Remove the budget and the sampling rule, which ministack does not know, and the limit of the table's units."""
    for name in ("Budget", "Sampling"):
        template["Resources"].pop(name, None)
    del _properties(template, "Table")["OnDemandThroughput"]
