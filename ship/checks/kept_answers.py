"""A cache of a slow tool's answers, by question; continuous integration bypasses it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def kept(question: str, directory: Path, ask: Callable[[str], Any], environment: Mapping[str, str] = os.environ) -> Any:
    """Return the answer, which is JSON, from the cache or `ask`; `directory` belongs to one version of the tool."""
    path = directory / f"{hashlib.sha256(question.encode()).hexdigest()}.json"
    if path.exists() and not environment.get("CI"):
        return json.loads(path.read_text())
    answer = ask(question)
    directory.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps(answer))
    unfinished.replace(path)
    return answer
