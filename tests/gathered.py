"""Many small cases in one test, which tries them all and names each that fails: pytest takes longer over a test than they do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def each_of(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """As `pytest.mark.parametrize`, for a test without fixtures; it stands alone, and its cases have no ids."""
    keys = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    listed = [(case,) if len(keys) == 1 else tuple(case) for case in cases]

    def gather(test: Callable[..., None]) -> Callable[[], None]:
        def all_of_them() -> None:
            assert listed, "no case"
            failed = []
            for case in listed:
                try:
                    test(**dict(zip(keys, case, strict=True)))
                except (Exception, pytest.fail.Exception) as found:
                    failed.append(f"{case}: {type(found).__name__}: {found}")
            assert not failed, f"{len(failed)} of {len(listed)} cases fail:\n" + "\n".join(failed)

        all_of_them.__name__, all_of_them.__qualname__ = test.__name__, test.__qualname__
        all_of_them.__module__, all_of_them.__doc__ = test.__module__, test.__doc__
        return all_of_them

    return gather
