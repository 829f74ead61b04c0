"""`python -m mhaudit`."""

import sys

from mhaudit.cli import main

if __name__ == "__main__":
    sys.exit(main())
