"""The template as deployed to AWS: every property that protects users' data."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.lifetimes import ORIGINAL_URL_PERIOD, PREVIEW_URL_PERIOD, UPLOAD_URL_PERIOD
from ship.package import Package
from tests.stack.routes import PUBLIC

STATEFUL = {"Table", "MediaBucket", "WebBucket", "UserPool"}


@pytest.fixture(scope="session")
def template(production: Package) -> dict[str, Any]:
    """Return the template of `chalice package` for production, before it is adapted to the embedded cloud."""
    return production.template


@pytest.fixture
def resource(template: dict[str, Any]) -> Any:
    """Return a function that returns a resource's properties by name."""
    return lambda name: template["Resources"][name]["Properties"]


@pytest.mark.parametrize("name", sorted(STATEFUL))
def test_what_holds_data_stays_when_the_stack_goes(template: dict[str, Any], name: str) -> None:
    assert template["Resources"][name]["DeletionPolicy"] == "Retain"
    assert template["Resources"][name]["UpdateReplacePolicy"] == "Retain"


def test_everything_that_keeps_data_is_known_to_these_tests(template: dict[str, Any]) -> None:
    kept = {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool"}
    assert {name for name, one in template["Resources"].items() if one["Type"] in kept} == STATEFUL


def test_the_table_is_encrypted_recoverable_and_hard_to_delete(resource: Any) -> None:
    table = resource("Table")
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["DeletionProtectionEnabled"] is True


def test_the_table_has_a_stream_and_a_time_to_live(resource: Any) -> None:
    table = resource("Table")
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


def test_the_table_has_a_composite_key_and_at_most_five_indexes(resource: Any) -> None:
    table = resource("Table")
    assert [key["KeyType"] for key in table["KeySchema"]] == ["HASH", "RANGE"]
    indexes = table["LocalSecondaryIndexes"] + table.get("GlobalSecondaryIndexes", [])
    assert len(indexes) <= 5


def test_the_index_that_lists_notes_does_not_hold_their_texts(resource: Any) -> None:
    (listed,) = [index for index in resource("Table")["LocalSecondaryIndexes"] if index["IndexName"] == "listed"]
    projected = listed["Projection"]
    assert projected["ProjectionType"] == "INCLUDE"
    assert "text" not in projected["NonKeyAttributes"]
    # DynamoDB accepts no more for one index; the embedded cloud would.
    assert len(projected["NonKeyAttributes"]) <= 20


@pytest.mark.parametrize("name", ["MediaBucket", "WebBucket"])
def test_a_bucket_is_private_owned_and_encrypted(resource: Any, name: str) -> None:
    bucket = resource(name)
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]


@pytest.mark.parametrize(
    "name", ["MediaBucketPolicy", "WebBucketPolicy", "FailuresPolicy", "AlarmTopicPolicy", "EventsPolicy"]
)
def test_nothing_is_reached_without_tls(resource: Any, name: str) -> None:
    (denial,) = [one for one in resource(name)["PolicyDocument"]["Statement"] if one["Sid"] == "TlsOnly"]
    assert denial["Effect"] == "Deny"
    assert denial["Principal"] == "*"
    assert denial["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


@pytest.mark.parametrize("name", ["MediaBucketPolicy", "WebBucketPolicy"])
def test_a_bucket_takes_no_old_version_of_tls(resource: Any, name: str) -> None:
    (denial,) = [one for one in resource(name)["PolicyDocument"]["Statement"] if one["Sid"] == "NoOldTls"]
    assert (denial["Effect"], denial["Principal"], denial["Action"]) == ("Deny", "*", "s3:*")
    assert denial["Condition"] == {"NumericLessThan": {"s3:TlsVersion": "1.2"}}


def test_nothing_is_served_or_asked_in_the_clear(resource: Any) -> None:
    distribution = resource("Distribution")["DistributionConfig"]
    assert distribution["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    assert {behavior["ViewerProtocolPolicy"] for behavior in distribution["CacheBehaviors"]} == {"https-only"}


def test_a_domain_of_ones_own_takes_no_old_version_of_tls(resource: Any) -> None:
    distribution = resource("Distribution")["DistributionConfig"]
    condition, own, cloudfronts = distribution["ViewerCertificate"]["Fn::If"]
    assert condition == "HasDomain"
    assert own["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert own["SslSupportMethod"] == "sni-only"
    assert cloudfronts == {"CloudFrontDefaultCertificate": True}


def test_the_edge_is_modern_compressed_and_as_wide_as_one_chooses(resource: Any) -> None:
    distribution = resource("Distribution")["DistributionConfig"]
    assert distribution["HttpVersion"] == "http2and3"
    assert distribution["PriceClass"] == {"Ref": "PriceClass"}
    assert all(one["Compress"] for one in [distribution["DefaultCacheBehavior"], *distribution["CacheBehaviors"]])
    assert resource("RestAPI")["MinimumCompressionSize"] == 1024


def test_the_media_bucket_lets_the_page_get_and_put_and_nothing_else(resource: Any) -> None:
    (rule,) = resource("MediaBucket")["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["GET", "PUT"]
    own_domain = {"Fn::If": ["HasDomain", {"Fn::Sub": "https://${DomainName}"}, {"Ref": "AWS::NoValue"}]}
    assert rule["AllowedOrigins"] == [
        {"Fn::Sub": "https://${Distribution.DomainName}"},
        {"Ref": "AllowedOrigin"},
        own_domain,
    ]
    assert "*" not in str(rule)


def test_the_media_bucket_expires_unfinished_uploads_and_keeps_versions(resource: Any) -> None:
    bucket = resource("MediaBucket")
    rules = bucket["LifecycleConfiguration"]["Rules"]
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert [rule["ExpirationInDays"] for rule in rules if rule.get("Prefix") == "incoming/"] == [1]
    assert [rule["NoncurrentVersionExpiration"]["NoncurrentDays"] for rule in rules if "Fn::If" not in rule] == [1, 7]
    assert any("AbortIncompleteMultipartUpload" in rule for rule in rules)


def test_people_sign_in_by_address_and_nobody_learns_who_has_an_account(resource: Any) -> None:
    pool, client = resource("UserPool"), resource("UserPoolClient")
    assert pool["UsernameAttributes"] == ["email"]
    assert pool["DeletionProtection"] == "ACTIVE"
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] == 12
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["EnableTokenRevocation"] is True
    assert client["GenerateSecret"] is False
    flows = {"ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
    assert set(client["ExplicitAuthFlows"]) == flows


def test_every_operation_but_health_and_preflight_asks_the_user_pool(resource: Any) -> None:
    paths = resource("RestAPI")["DefinitionBody"]["paths"]
    public = {
        path
        for path, operations in paths.items()
        for method, operation in operations.items()
        if not operation.get("security") and method != "options"
    }
    assert public == {path for _, path in PUBLIC}
    (name,) = {next(iter(one)) for path in paths.values() for op in path.values() for one in op.get("security", [])}
    authorizer = resource("RestAPI")["DefinitionBody"]["securityDefinitions"][name]
    assert authorizer["x-amazon-apigateway-authorizer"]["providerARNs"] == [{"Fn::GetAtt": ["UserPool", "Arn"]}]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("UNAUTHORIZED", 401),
        ("ACCESS_DENIED", 403),
        ("MISSING_AUTHENTICATION_TOKEN", 404),
        ("RESOURCE_NOT_FOUND", 404),
        ("REQUEST_TOO_LARGE", 413),
        ("THROTTLED", 429),
        ("DEFAULT_4XX", 400),
        ("DEFAULT_5XX", 500),
        ("INTEGRATION_TIMEOUT", 504),
    ],
)
def test_the_gateways_own_errors_are_problem_documents_with_cors(resource: Any, name: str, status: int) -> None:
    answer = resource("RestAPI")["DefinitionBody"]["x-amazon-apigateway-gateway-responses"][name]
    assert answer["statusCode"] == str(status)
    headers = answer["responseParameters"]
    assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
    assert headers["gatewayresponse.header.Access-Control-Allow-Origin"] == {"Fn::Sub": "'${AllowedOrigin}'"}
    for member in ('"type"', '"title"', f'"status": {status}', '"detail"', '"request_id": "$context.requestId"'):
        assert member in answer["responseTemplates"]["application/json"]


def test_who_is_throttled_learns_when_to_come_back(resource: Any) -> None:
    answer = resource("RestAPI")["DefinitionBody"]["x-amazon-apigateway-gateway-responses"]["THROTTLED"]
    assert answer["responseParameters"]["gatewayresponse.header.Retry-After"] == "'1'"


def test_all_callers_together_are_throttled_and_the_public_routes_more(resource: Any, template: Any) -> None:
    limits = {
        (one["HttpMethod"], one["ResourcePath"]): (one["ThrottlingRateLimit"], one["ThrottlingBurstLimit"])
        for one in resource("RestAPI")["MethodSettings"]
    }
    public = ({"Ref": "PublicThrottleRate"}, {"Ref": "PublicThrottleBurst"})
    everything = ({"Ref": "ThrottleRate"}, {"Ref": "ThrottleBurst"})
    assert limits == {("*", "/*"): everything} | dict.fromkeys(PUBLIC, public)
    defaults = [template["Parameters"][one["Ref"]]["Default"] for one in (*everything, *public)]
    assert defaults == [20, 50, 5, 10]
    assert resource("WebsocketAPIStage")["DefaultRouteSettings"]["ThrottlingRateLimit"] == {"Ref": "ThrottleRate"}


def test_the_table_serves_no_more_units_than_the_owner_pays_for(resource: Any, template: Any) -> None:
    assert resource("Table")["OnDemandThroughput"] == {
        "MaxReadRequestUnits": {"Ref": "MostReadUnits"},
        "MaxWriteRequestUnits": {"Ref": "MostWriteUnits"},
    }
    # Saving the longest note takes over 500 units in one transaction.
    assert template["Parameters"]["MostWriteUnits"]["Default"] >= 4000


def test_the_owner_is_told_when_the_month_becomes_expensive(template: Any) -> None:
    budget = template["Resources"]["Budget"]
    assert template["Conditions"][budget["Condition"]] == {
        "Fn::And": [{"Condition": "HasAlarmEmail"}, {"Fn::Not": [{"Fn::Equals": [{"Ref": "MonthlyBudget"}, 0]}]}]
    }
    assert budget["Properties"]["Budget"]["BudgetLimit"] == {"Amount": {"Ref": "MonthlyBudget"}, "Unit": "USD"}
    told = [
        (one["Notification"]["NotificationType"], one["Notification"]["Threshold"], one["Subscribers"][0]["Address"])
        for one in budget["Properties"]["NotificationsWithSubscribers"]
    ]
    owner = {"Ref": "AlarmEmail"}
    assert told == [("ACTUAL", 80, owner), ("ACTUAL", 100, owner), ("FORECASTED", 100, owner)]


def test_one_request_in_a_hundred_is_traced(resource: Any) -> None:
    rule = resource("Sampling")["SamplingRule"]
    assert (rule["ReservoirSize"], rule["FixedRate"]) == (0, 0.01)
    assert rule["ResourceARN"]["Fn::Sub"].endswith("/restapis/${RestAPI}/stages/api")


def test_old_originals_are_stored_for_less_if_the_owner_wants(resource: Any, template: Any) -> None:
    condition, rule, otherwise = resource("MediaBucket")["LifecycleConfiguration"]["Rules"][-1]["Fn::If"]
    assert template["Conditions"][condition] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "OriginalsAfterDays"}, 0]}]}
    assert (rule["Prefix"], otherwise) == ("originals/", {"Ref": "AWS::NoValue"})
    # Not Glacier's other classes, from which a photo would take hours.
    assert rule["Transitions"] == [{"StorageClass": "GLACIER_IR", "TransitionInDays": {"Ref": "OriginalsAfterDays"}}]


def test_access_to_photos_is_logged_only_where_the_owner_has_a_bucket_for_it(resource: Any, template: Any) -> None:
    condition, logging, otherwise = resource("MediaBucket")["LoggingConfiguration"]["Fn::If"]
    assert template["Conditions"][condition] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "AccessLogBucket"}, ""]}]}
    assert logging["DestinationBucketName"] == {"Ref": "AccessLogBucket"}
    assert otherwise == {"Ref": "AWS::NoValue"}


def test_no_url_is_older_than_what_is_signed(resource: Any) -> None:
    statements = {one["Sid"]: one for one in resource("MediaBucketPolicy")["PolicyDocument"]["Statement"]}
    for sid, action, period in (
        ("NoOldUploadUrls", "s3:PutObject", UPLOAD_URL_PERIOD),
        ("NoOldOriginalUrls", "s3:GetObject", ORIGINAL_URL_PERIOD),
        ("NoOldPreviewUrls", "s3:GetObject", PREVIEW_URL_PERIOD),
    ):
        age = {"s3:signatureAge": period // timedelta(milliseconds=1)}
        statement = statements[sid]
        assert (statement["Effect"], statement["Action"]) == ("Deny", action)
        assert statement["Condition"] == {"NumericGreaterThan": age}


def test_the_page_may_use_the_microphone_and_nothing_else_of_the_device(resource: Any) -> None:
    headers = resource("WebHeaders")["ResponseHeadersPolicyConfig"]["CustomHeadersConfig"]["Items"]
    (policy,) = [one["Value"] for one in headers if one["Header"] == "Permissions-Policy"]
    allowed = dict(one.split("=") for one in policy.split(", "))
    assert {"camera", "geolocation", "payment", "usb"} <= allowed.keys()
    assert {name for name, origins in allowed.items() if origins != "()"} == {"microphone"}
    assert allowed["microphone"] == "(self)"


def test_the_origin_that_chalice_has_is_the_templates(template: dict[str, Any], resource: Any) -> None:
    origins = {resource(name)["Environment"]["Variables"]["ALLOWED_ORIGIN"] for name in FUNCTIONS}
    assert origins == {template["Parameters"]["AllowedOrigin"]["Default"]}


FUNCTIONS = {
    "APIHandler": "ApiLogs",
    "OnUpload": "OnUploadLogs",
    "OnChange": "OnChangeLogs",
    "Sweep": "SweepLogs",
    "PreSignUp": "PreSignUpLogs",
    "WebsocketConnect": "WebsocketConnectLogs",
    "WebsocketMessage": "WebsocketMessageLogs",
    "WebsocketDisconnect": "WebsocketDisconnectLogs",
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_logs_to_a_group_with_a_retention_period(resource: Any, name: str) -> None:
    assert resource(name)["LoggingConfig"] == {"LogGroup": {"Ref": FUNCTIONS[name]}, "LogFormat": "JSON"}
    assert resource(FUNCTIONS[name])["RetentionInDays"] == {"Ref": "LogRetentionDays"}


def test_each_function_has_a_role_of_its_own_that_names_what_it_may_touch(template: dict[str, Any]) -> None:
    resources = template["Resources"]
    roles = {resources[name]["Properties"]["Role"]["Fn::GetAtt"][0] for name in FUNCTIONS}
    assert len(roles) == len(FUNCTIONS)
    for role in (resources[name]["Properties"] for name in roles):
        for policy in role["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = _list(statement["Action"])
                assert not any("*" in action for action in actions)
                # X-Ray has no resources to name.
                tracing = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
                assert (statement["Resource"] == "*") == (actions == tracing) == (statement["Sid"] == "Tracing")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_traced_as_part_of_a_request_that_is(resource: Any, name: str) -> None:
    assert resource(name)["Tracing"] == "PassThrough"
    assert resource("RestAPI")["TracingEnabled"] is True


def test_what_fails_for_good_is_set_aside(resource: Any) -> None:
    upload = resource("OnUpload")["EventInvokeConfig"]
    assert upload["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["OnUploadFailures", "Arn"]}
    (source,) = resource("OnChange")["Events"].values()
    change = source["Properties"]
    assert change["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["OnChangeFailures", "Arn"]}
    assert change["BisectBatchOnFunctionError"] is True


def test_the_stream_asks_which_changes_failed_and_leaves_giving_up_on_them_to_the_function(resource: Any) -> None:
    (source,) = resource("OnChange")["Events"].values()
    variables = resource("OnChange")["Environment"]["Variables"]
    assert source["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert variables["REPORTS_FAILURES"] == "yes"
    assert source["Properties"]["MaximumRetryAttempts"] == -1
    # After the function gives up, and before the stream's retention of one day ends.
    assert int(variables["PATIENCE_SECONDS"]) < source["Properties"]["MaximumRecordAgeInSeconds"] < 86400


def test_the_stream_delivers_a_change_without_waiting_for_others(resource: Any) -> None:
    (source,) = resource("OnChange")["Events"].values()
    assert source["Properties"]["MaximumBatchingWindowInSeconds"] == 0


def test_the_topic_of_integration_events_is_encrypted(resource: Any) -> None:
    assert resource("Events")["KmsMasterKeyId"] == "alias/aws/sns"
    assert resource("OnChange")["Environment"]["Variables"]["EVENTS_TOPIC_ARN"] == {"Ref": "Events"}


def test_only_an_upload_sets_the_upload_handler_off(resource: Any) -> None:
    (event,) = resource("OnUpload")["Events"].values()
    assert event["Properties"]["Filter"]["S3Key"]["Rules"] == [{"Name": "prefix", "Value": "incoming/"}]


def test_the_sweep_comes_once_a_day_and_has_all_the_time_that_lambda_gives(resource: Any) -> None:
    (event,) = resource("Sweep")["Events"].values()
    assert (event["Type"], event["Properties"]["Schedule"]) == ("Schedule", "rate(1 day)")
    assert resource("Sweep")["Timeout"] == 900


def test_the_page_is_reached_through_cloudfront_alone(resource: Any) -> None:
    origins = {origin["Id"]: origin for origin in resource("Distribution")["DistributionConfig"]["Origins"]}
    assert origins["web"]["OriginAccessControlId"] == {"Fn::GetAtt": ["WebAccess", "Id"]}
    (grant, _) = [one for one in resource("WebBucketPolicy")["PolicyDocument"]["Statement"] if one["Effect"] == "Allow"]
    assert grant["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert "AWS:SourceArn" in grant["Condition"]["StringEquals"]


def test_the_pages_policy_names_what_it_needs_and_nothing_unsafe(resource: Any) -> None:
    policy = resource("WebHeaders")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]["ContentSecurityPolicy"]
    text, names = policy["ContentSecurityPolicy"]["Fn::Sub"]
    directives = dict(directive.strip().split(" ", 1) for directive in text.split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self' data: blob: ${Media}",
        "connect-src": "'self' ${Media} ${People} ${Live}",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    bucket = resource("MediaBucket")["BucketName"]["Fn::Sub"]
    assert names["Media"] == {"Fn::Sub": f"https://{bucket}.s3.${{AWS::Region}}.${{AWS::URLSuffix}}"}
    assert names["People"] == {"Fn::Sub": "https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}"}
    assert names["Live"] == {"Fn::Sub": LIVE}
    assert policy["Override"] is True


LIVE = "wss://${WebsocketAPI}.execute-api.${AWS::Region}.${AWS::URLSuffix}"


def test_connections_are_throttled_and_no_ticket_is_logged(resource: Any) -> None:
    stage = resource("WebsocketAPIStage")
    assert stage["DefaultRouteSettings"] == {
        "ThrottlingRateLimit": {"Ref": "ThrottleRate"},
        "ThrottlingBurstLimit": {"Ref": "ThrottleBurst"},
    }
    logged = stage["AccessLogSettings"]
    assert logged["DestinationArn"] == {"Fn::GetAtt": ["AccessLogs", "Arn"]}
    asked = set(re.findall(r"\$context\.([\w.]+)", logged["Format"]))
    assert asked.isdisjoint({"path", "identity.sourceIp", "identity.userAgent", "connectionId"})
    assert {"routeKey", "status"} < asked


def test_every_function_knows_where_people_connect(template: dict[str, Any], resource: Any) -> None:
    url = {"Fn::Sub": f"{LIVE}/{resource('WebsocketAPIStage')['StageName']}"}
    for name in FUNCTIONS.keys() - {"PreSignUp"}:
        assert resource(name)["Environment"]["Variables"]["WEBSOCKET_URL"] == url
    assert template["Outputs"]["WebsocketUrl"]["Value"] == url


def test_the_api_never_answers_with_the_page(resource: Any) -> None:
    distribution = resource("Distribution")["DistributionConfig"]
    (api,) = distribution["CacheBehaviors"]
    assert (api["PathPattern"], api["TargetOriginId"]) == ("/api/*", "api")
    assert "FunctionAssociations" not in api
    assert "CustomErrorResponses" not in distribution
    (route,) = distribution["DefaultCacheBehavior"]["FunctionAssociations"]
    assert route == {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": ["WebRoutes", "FunctionARN"]}}


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
