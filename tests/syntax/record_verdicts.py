"""Ask a real BuildKit again about every text of `data/verdicts.json` and write down what it says.

    python tests/syntax/record_verdicts.py

`docker` has to reach an engine for which every image name resolves (any image will do: nothing is built), as
`docker build --check` asks for the base image's configuration.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

VERDICTS = Path(__file__).parent / "data" / "verdicts.json"


def main() -> None:
    verdicts: list[dict[str, Any]] = json.loads(VERDICTS.read_text("utf-8"))
    for verdict in verdicts:
        verdict["error"] = error_of(verdict["text"])
    lines = ",\n".join(json.dumps(verdict) for verdict in verdicts)
    VERDICTS.write_text(f"[\n{lines}\n]\n", "utf-8")
    sys.stdout.write(f"{len(verdicts)} texts, {sum(bool(verdict['error']) for verdict in verdicts)} refused\n")


def error_of(text: str) -> str | None:
    """The error of `docker build --check`; None where the file is accepted."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "Dockerfile").write_text(text, "utf-8", newline="")
        command = ["docker", "buildx", "build", "--call=check,format=json", folder]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"no report, but: {done.stderr}") from None
    error: str | None = (report.get("buildError") or {}).get("message")
    return error


if __name__ == "__main__":
    main()
