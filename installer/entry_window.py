"""The frozen window, without a console on Windows; its command line holds prescriptions to open and the options of `gui`."""

import sys

from ldn_calc.cli import command

if __name__ == "__main__":
    sys.argv.insert(1, "gui")
    sys.exit(command())
