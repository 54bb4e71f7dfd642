"""``python -m pipeline`` is ``unreport``."""

import sys

from pipeline.cli import main

sys.exit(main())
