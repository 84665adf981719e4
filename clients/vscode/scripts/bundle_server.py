"""Put the server and what it needs into ``python/libs``: the wheel of this repository, and pure Python wheels only.

Beside them goes ``rules.json``, which says under which ids other tools know the rules.
Run with any Python 3.11 or later that has pip. The libraries have to fit every system and every Python that runs the
extension, so nothing compiled is taken.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EXTENSION = Path(__file__).resolve().parent.parent
REPOSITORY = EXTENSION.parent.parent
LIBRARIES = EXTENSION / "python" / "libs"
RULES = EXTENSION / "python" / "rules.json"

PURE = ["--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none", "--python-version=3.11"]


def pip(*arguments: str) -> None:
    """Run pip. Raises CalledProcessError where it fails."""
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True)


def main() -> None:
    """Replace the libraries."""
    shutil.rmtree(LIBRARIES, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        pip("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(REPOSITORY))
        (wheel,) = Path(folder).glob("dockwright-*.whl")
        pip("install", "--quiet", "--no-compile", *PURE, "--target", str(LIBRARIES), str(wheel))
    rules = [sys.executable, "-B", "-I", str(EXTENSION / "python" / "launch.py"), "rules", "--format", "json"]
    RULES.write_bytes(subprocess.run(rules, check=True, stdout=subprocess.PIPE).stdout)
    # The scripts that pip writes name the Python of this machine.
    shutil.rmtree(LIBRARIES / "bin", ignore_errors=True)
    compiled = [path for path in LIBRARIES.rglob("*") if path.suffix in {".so", ".pyd", ".dylib"}]
    if compiled:
        sys.exit(f"not pure: {compiled}")


if __name__ == "__main__":
    main()
