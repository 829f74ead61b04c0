"""`python -m mhaudit`."""

import sys

from mhaudit.cli import command

if __name__ == "__main__":
    sys.exit(command())
