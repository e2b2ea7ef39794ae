"""The frozen `ldn-calc` command."""

import sys

from ldn_calc.cli import command

if __name__ == "__main__":
    sys.exit(command())
