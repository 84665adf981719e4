"""Measure everything and write `docs/performance.md`.

Promises: the document names its date, machine, versions and command, and holds what was missed beside what was met; it
is not written where our own program could not be measured in every part. Leaves out: pictures.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from . import burst, cli, features, keystroke, memory, startup
from .contestants import versions
from .figures import table
from .options import Options, options_from, parser, progress
from .sections import Section, as_markdown

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "performance.md"
INSTALL_PEERS = ROOT / "bench" / "install_peers.sh"

PARTS: dict[str, Callable[[Options], Section]] = {
    "keystroke": lambda options: keystroke.section(keystroke.measure(options), "python -m bench.keystroke"),
    "burst": lambda options: burst.section(burst.measure(options), "python -m bench.burst"),
    "features": lambda options: features.section(features.measure(options), "python -m bench.features"),
    "startup": lambda options: startup.section(startup.measure(options), "python -m bench.startup"),
    "cli": lambda options: cli.section(cli.measure(options), "python -m bench.cli"),
    "memory": lambda options: memory.section(memory.measure(options), "python -m bench.memory"),
}


def page(sections: list[Section], peers: Path, effort: float, load_before: float) -> str:
    """The whole document."""
    command = "python -m bench.run --install --write" + (f" --effort {effort:g}" if effort != 1.0 else "")
    facts = [
        ("date", datetime.now(UTC).date().isoformat()),
        ("machine", machine()),
        ("system", f"{platform.system()} {platform.machine()}"),
        ("load before", f"{load_before:.2f}"),
        *versions(peers).items(),
    ]
    introduction = (
        f"Made by `{command}`, not written by hand.\nAbsolute times belong to this machine; "
        "the ratios are what counts, since all programs took turns in one run.\n"
        "`bench/README.md` says how each part measures."
    )
    parts = [as_markdown(section) for section in sections]
    return "\n\n".join(["# Performance", introduction, table(("", ""), facts), *parts])


def machine() -> str:
    """The processor, its cores and the memory."""
    model = "unknown processor"
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
        gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    except (OSError, ValueError):
        return f"{model}, {os.cpu_count()} cores"
    return f"{model}, {os.cpu_count()} cores, {gibibytes:.0f} GiB"


def install(peers: Path) -> None:
    """Install the peers. Raises `CalledProcessError` where the script fails."""
    progress(f"installing peers into {peers}")
    environment = {**os.environ, "PYTHON": sys.executable}
    subprocess.run(["sh", os.fspath(INSTALL_PEERS), os.fspath(peers)], check=True, env=environment, stdout=sys.stderr)


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    made = parser(__doc__.splitlines()[0] if __doc__ else "")
    made.add_argument("--install", action="store_true", help="install the peers first")
    made.add_argument("--part", choices=tuple(PARTS), action="append", help="measure only this part; repeatable")
    made.add_argument("--write", action="store_true", help=f"write {DOCUMENT.relative_to(ROOT)}")
    return made.parse_args()


def main() -> int:
    """Measure, print, and write the document where asked to; the exit code."""
    arguments = parse_arguments()
    options = options_from(arguments)
    if arguments.install:
        install(options.peers)
    load_before = os.getloadavg()[0]
    sections = [part(options) for name, part in PARTS.items() if not arguments.part or name in arguments.part]
    text = page(sections, options.peers, options.effort, load_before)
    print(text)
    if not all(section.is_complete for section in sections):
        progress("Dockwright itself could not be measured everywhere, so no document was written.")
        return 1
    if arguments.write:
        if arguments.part or arguments.only:
            progress("Only a whole run is written to the document.")
            return 1
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(text + "\n", encoding="utf-8")
        progress(f"wrote {DOCUMENT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
