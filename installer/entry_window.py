"""The frozen window, without a console on Windows: what stands on the command line are prescriptions to open and `gui`'s options."""

import sys

from ldn_calc.cli import command

if __name__ == "__main__":
    sys.argv.insert(1, "gui")
    sys.exit(command())
