"""`chalice deploy --stage dev` in a process of its own, with a different last step.

It runs in a copy of the checkout. `plan` prints the plan. `deploy` executes it, asking every 0.2 seconds whether a
function is ready, and not every five seconds as Chalice does.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chalice.deploy.deployer import NoopResultsRecorder, ResultsRecorder, _create_deployer
from chalice.deploy.executor import BaseExecutor, Executor
from chalice.deploy.models import APICall, Plan
from chalice.utils import UI

from ship.chalice_deploy.prepared import PreparedFactory
from ship.chalice_deploy.recording import STAGE, Recording


class Printed(BaseExecutor):
    """An executor that prints each call as JSON, with names for bytes and for values known only at deployment."""

    def execute(self, plan: Plan) -> None:
        calls = [one for one in plan.instructions if isinstance(one, APICall)]
        print(json.dumps([asdict(call) for call in calls], default=_named))


class Impatient(Executor):
    """Chalice's own executor, with shorter waits."""

    def execute(self, plan: Plan) -> None:
        client: Any = self._client
        client._wait_for_active = lambda name: _wait(client, "function_active", name)
        client._wait_for_function_update = lambda name: _wait(client, "function_updated", name)
        super().execute(plan)


def _wait(client: Any, event: str, function: str) -> None:
    waiter = client._client("lambda").get_waiter(event)
    waiter.wait(FunctionName=function, WaiterConfig={"Delay": 0.2, "MaxAttempts": 300})


def _named(value: Any) -> str:
    return getattr(value, "name", type(value).__name__)


def main() -> None:
    ends = {"plan": (Printed, NoopResultsRecorder), "deploy": (Impatient, ResultsRecorder)}
    executor, recorder = ends[sys.argv[1]]
    factory = PreparedFactory(Path.cwd(), Recording(Path.cwd(), STAGE))
    config = factory.create_config_obj(STAGE)
    session = factory.create_botocore_session()
    _create_deployer(session, config, UI(sys.stderr), executor, recorder).deploy(config, STAGE)


if __name__ == "__main__":
    main()
