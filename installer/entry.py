"""The frozen program's start: the ldn-calc command; without a command it opens the window."""

import sys

from ldn_calc.cli import command

if __name__ == "__main__":
    sys.argv[1:] = sys.argv[1:] or ["gui"]
    sys.exit(command())
