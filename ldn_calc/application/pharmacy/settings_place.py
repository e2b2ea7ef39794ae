"""Where the settings are: known before the window is painted, so nothing else loads with it."""

from __future__ import annotations

from pathlib import Path

__all__ = ["settings_path"]


def settings_path() -> Path:
    """The settings file in this user's configuration folder."""
    import platformdirs  # 5 ms that a run with --settings does not need

    return platformdirs.user_config_path("ldn-calc", appauthor=False) / "settings.toml"
