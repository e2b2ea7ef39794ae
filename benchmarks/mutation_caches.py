"""A pytest plugin for mutation runs alone: no test may see what another test left in a cache, and no failure is shrunk.

mutmut forks every mutant's tests from a process that has run all of them unmutated. What a cache of a test module, or of the
packages that are mutated, remembers from then would hide the mutant; so every test starts with those caches empty.

Every call of a mutated function asks which mutant is on. mutmut asks the environment first, for tests that start programs of their
own; ours do not, and asking its own variable instead makes a run twice as fast.
"""

from __future__ import annotations

import sys
from functools import _lru_cache_wrapper

import hypothesis
from mutmut.mutation import trampoline

MUTATED = ("ldn_calc.quantities", "ldn_calc.planning", "ldn_calc.proof")

hypothesis.settings.register_profile(
    "mutation",
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
    database=None,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
hypothesis.settings.load_profile("mutation")


def mutant_under_test() -> str:
    return trampoline._mutant_under_test or ""


trampoline.get_mutant_under_test = mutant_under_test


def pytest_runtest_setup() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(MUTATED) or "/tests/" in (getattr(module, "__file__", None) or ""):
            for value in list(vars(module).values()):
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
