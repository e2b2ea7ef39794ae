"""LDN Calc: from a prescription for low dose naltrexone to a proven bench plan and its papers."""

__version__ = "0.1.0"
