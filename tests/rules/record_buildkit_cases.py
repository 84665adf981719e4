"""Ask a real BuildKit again about every text of `data/buildkit_*.json` and write down what it says.

    python tests/rules/record_buildkit_cases.py

`docker` has to reach an engine for which every image name resolves to an image that sets nothing but PATH. A new text
is added to a file as `{"text": …}`, and the rest filled in by this script.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
EXPERIMENTAL = ("--build-arg", "BUILDKIT_DOCKERFILE_CHECK=experimental=all")


def main() -> None:
    for path in sorted(DATA.glob("buildkit_*.json")):
        record(path)


def record(path: Path) -> None:
    cases: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    # A build argument for the checks counts for more than the directive in the file.
    experimental = () if path.stem == "buildkit_directives" else EXPERIMENTAL
    for case in cases:
        case["findings"], case["error"] = verdict(case["text"], experimental)
    lines = ",\n".join(json.dumps(case) for case in cases)
    path.write_text(f"[\n{lines}\n]\n", "utf-8")
    sys.stdout.write(f"{path.name}: {len(cases)} texts, {sum(len(case['findings']) for case in cases)} findings\n")


def verdict(text: str, arguments: Sequence[str]) -> tuple[list[list[str | int]], str | None]:
    """Check and line of each finding, and the error that stops the build, if one does."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "Dockerfile").write_text(text, "utf-8", newline="")
        command = ["docker", "buildx", "build", "--call=check,format=json", *arguments, folder]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"no report, but: {done.stderr}") from None
    error: str | None = (report.get("buildError") or {}).get("message")
    return sorted([warning["ruleName"], first_line(warning)] for warning in report.get("warnings") or []), error


def first_line(warning: dict[str, Any]) -> int:
    ranges = (warning.get("location") or {}).get("ranges") or [{"start": {"line": 0}}]
    line: int = ranges[0]["start"].get("line", 0)
    return line


if __name__ == "__main__":
    main()
