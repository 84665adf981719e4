"""Start the server that comes with the extension, whatever else is installed in the Python that runs this."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "libs"))

from dockwright.cli import main

sys.exit(main())
