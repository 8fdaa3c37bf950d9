"""`chalice deploy --stage dev` in a process of its own, with a different last step.

It runs in a copy of the checkout. `plan` prints the plan. `functions` executes it except for the REST API, which the
embedded cloud cannot import: there is an empty one in its place.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chalice.deploy.deployer import NoopResultsRecorder, ResultsRecorder, _create_deployer
from chalice.deploy.executor import BaseExecutor, Executor
from chalice.deploy.models import APICall, Instruction, Plan
from chalice.utils import UI

from ship.chalice_deploy.prepared import PreparedFactory
from ship.chalice_deploy.recording import STAGE, Recording

API_ID = "a1b2c3"
API_URL = f"https://{API_ID}.execute-api.us-east-1.amazonaws.com/api/"


class Printed(BaseExecutor):
    """An executor that prints each call as JSON, with names for bytes and for values known only at deployment."""

    def execute(self, plan: Plan) -> None:
        calls = [one for one in plan.instructions if isinstance(one, APICall)]
        print(json.dumps([asdict(call) for call in calls], default=_named))


class WithoutTheRestApi(Executor):
    """An executor for everything but the REST API: roles, functions, their event sources, and the WebSocket API."""

    def execute(self, plan: Plan) -> None:
        # Chalice would poll every five seconds until a function is active or updated; here it is so at once.
        client: Any = self._client
        client._wait_for_active = lambda name: None
        client._wait_for_function_update = lambda name: _wait_for_update(client, name)
        super().execute(Plan([one for one in plan.instructions if not _is_of_the_rest_api(one)], plan.messages))
        if not client.get_rest_api(API_ID):
            client._client("apigateway").create_rest_api(name="skynotes", tags={"ms-custom-id": API_ID})
        made = {"resource_type": "rest_api", "rest_api_id": API_ID, "rest_api_url": API_URL}
        self.resource_values.append({"name": "rest_api", **made})


def _wait_for_update(client: Any, function: str) -> None:
    waiter = client._client("lambda").get_waiter("function_updated")
    waiter.wait(FunctionName=function, WaiterConfig={"Delay": 0.2, "MaxAttempts": 300})


def _is_of_the_rest_api(instruction: Instruction) -> bool:
    names = (getattr(instruction, kind, None) for kind in ("method_name", "resource_name", "name"))
    others = ("add_permission_for_apigateway", "update_api_from_swagger")
    return any(name in others or "rest_api" in (name or "") for name in names)


def _named(value: Any) -> str:
    return getattr(value, "name", type(value).__name__)


def main() -> None:
    ends = {"plan": (Printed, NoopResultsRecorder), "functions": (WithoutTheRestApi, ResultsRecorder)}
    executor, recorder = ends[sys.argv[1]]
    factory = PreparedFactory(Path.cwd(), Recording(Path.cwd(), STAGE))
    config = factory.create_config_obj(STAGE)
    session = factory.create_botocore_session()
    _create_deployer(session, config, UI(sys.stderr), executor, recorder).deploy(config, STAGE)


if __name__ == "__main__":
    main()
