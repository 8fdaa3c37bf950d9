"""A single cold start and event, as in Lambda; run by its path, with nothing of this environment to import.

Its arguments are the unpacked package, the directory of what Lambda provides, and the handler's name. It reads the
event from standard input. Its last line of output has the answer, the file that each loaded module comes from, and the
files that were compiled.
"""

from __future__ import annotations

import importlib
import json
import sys
import time


def main(package: str, provided: str, handler: str) -> None:
    sys.path = [package, *sys.path, provided]
    compiled: list[str] = []
    sys.addaudithook(lambda event, about: compiled.append(str(about[1])) if event == "compile" else None)
    bootstrap = importlib.import_module("awslambdaric.bootstrap")
    context = importlib.import_module("awslambdaric.lambda_context").LambdaContext(
        "8476a536-e9f4-11e8-9739-2dfe598c3fcd", None, None, int(time.time() * 1000) + 60_000
    )
    answer = bootstrap._get_handler(handler)(json.load(sys.stdin), context)
    files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    print(json.dumps([answer, {name: file for name, file in files.items() if file}, compiled]))


if __name__ == "__main__":
    main(*sys.argv[1:])
