"""Record what hadolint says of the corpus: ``python tests/rules/record_hadolint.py`` where it is installed.

Only rule ids and lines are kept. Files that hadolint cannot read are left out.
"""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILES = HERE.parents[2] / "shared" / "corpus" / "files"
DATA = HERE / "data"
RECORDS = {
    "hadolint_packages.json": (
        *("DL3008", "DL3009", "DL3013", "DL3014", "DL3015", "DL3016", "DL3018", "DL3019", "DL3027", "DL3028", "DL3030"),
        *("DL3032", "DL3033", "DL3034", "DL3035", "DL3036", "DL3037", "DL3038", "DL3040", "DL3041", "DL3042", "DL3060"),
        "DL3062",
    ),
    "hadolint_runtime.json": (
        *("DL3001", "DL3002", "DL3004", "DL3011", "DL3012", "DL3025", "DL3047", "DL3064", "DL3066"),
        *("DL4001", "DL4003", "DL4004", "DL4005", "DL4006"),
    ),
}


def main() -> None:
    """Run hadolint over the corpus, every rule on, and keep what each record is about."""
    names = sorted(path.name for path in FILES.glob("*.Dockerfile"))
    command = ["hadolint", "--no-fail", "--disable-ignore-pragma", "--format", "json", *names]
    output = subprocess.run(command, cwd=FILES, capture_output=True, check=True, text=True).stdout
    found: dict[str, list[list[str | int]]] = defaultdict(list)
    unreadable = set()
    for finding in json.loads(output):
        if finding["code"] == "DL1000":
            unreadable.add(finding["file"])
        else:
            found[finding["file"]].append([finding["code"], finding["line"]])
    readable = [name for name in names if name not in unreadable]
    DATA.mkdir(exist_ok=True)
    for record, codes in RECORDS.items():
        verdicts = {name: sorted(each for each in found[name] if each[0] in codes) for name in readable}
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(verdict)}" for name, verdict in verdicts.items())
        (DATA / record).write_text(f"{{\n{lines}\n}}\n")


if __name__ == "__main__":
    main()
