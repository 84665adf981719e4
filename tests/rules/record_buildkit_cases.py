"""Ask a real BuildKit again about every text of `data/buildkit_*.json` and write down what it says.

    python tests/rules/record_buildkit_cases.py

`docker` has to reach an engine for which every image name resolves to an image that sets nothing but PATH. A new text
is added to a file as `{"text": …}`, and the rest filled in by this script.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))

from compatibility.peers.buildkit import EXPERIMENTAL, check

DATA = Path(__file__).parent / "data"


def main() -> None:
    for path in sorted(DATA.glob("buildkit_*.json")):
        record(path)


def record(path: Path) -> None:
    cases: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    # A build argument for the checks counts for more than the directive in the file.
    experimental = () if path.stem == "buildkit_directives" else EXPERIMENTAL
    for case in cases:
        said = check(case["text"], experimental)
        case["findings"], case["error"] = said.findings, said.error
    lines = ",\n".join(json.dumps(case) for case in cases)
    path.write_text(f"[\n{lines}\n]\n", "utf-8")
    sys.stdout.write(f"{path.name}: {len(cases)} texts, {sum(len(case['findings']) for case in cases)} findings\n")


if __name__ == "__main__":
    main()
