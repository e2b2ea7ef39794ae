"""The workstation window. Passive: pages show state and emit intent; presenters talk to ldn_calc.application."""
