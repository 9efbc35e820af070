"""Every setting, read once from `VIDEO01_*` variables into one frozen dataclass."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from video01.errors import InvalidSettings


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Each field `name` is set by `VIDEO01_NAME`; see docs/settings.md."""

    home: Path = Path("~/.video01")  # all state lives below this folder
    engine: str = "small"  # which engine makes videos: small | echo
    host: str = "127.0.0.1"
    port: int = 8000
    database: str = ""  # SQLAlchemy URL; empty: SQLite in `home`
    public_url: str = ""  # how clients reach this server, for video URLs; empty: taken from each request
    allow_private_urls: bool = False  # fetch pictures from private addresses too
    cors_origins: str = "*"  # which pages may call the API: origins with commas between them, * for any, empty for none
    workers: int = 1  # worker threads of control that `serve` starts; 0: API only
    max_queued: int = 1000  # generations waiting at once, all keys together
    max_attempts: int = 3  # tries of one generation before it fails
    deadline: float = 600.0  # seconds one attempt may take
    heartbeat: float = 2.0  # seconds between two signs of life of a worker
    lost_after: float = 15.0  # seconds without a sign of life before a generation goes back to the queue
    retention_days: float = 30.0  # finished generations but favourites are deleted after this; 0: never
    url_expiry_hours: float = 168.0  # how long a video URL works; every poll gives a fresh one
    log_format: str = "text"  # text | json

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.home / 'video01.db'}"

    @property
    def videos(self) -> Path:
        return self.home / "videos"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the variables; raise `InvalidSettings` that names the variable, what was expected and what came."""
        environment = os.environ if environment is None else environment
        known = {f"VIDEO01_{f.name.upper()}": f for f in fields(cls)}
        values = {
            known[name].name: _parse(name, text, getattr(cls, known[name].name))
            for name, text in environment.items()
            if name in known and text != ""
        }
        settings = cls(**values)
        return _checked(cls(**{**values, "home": settings.home.expanduser().absolute()}))


def _parse(name: str, text: str, default: object) -> Any:
    if isinstance(default, bool):
        if text.lower() in {"1", "true", "yes", "on"}:
            return True
        if text.lower() in {"0", "false", "no", "off"}:
            return False
        raise InvalidSettings(f"{name} must be 1 or 0, got {text!r}")
    if isinstance(default, Path):
        return Path(text)
    for kind, noun in ((int, "a whole number"), (float, "a number")):
        if isinstance(default, kind):
            try:
                return kind(text)
            except ValueError:
                raise InvalidSettings(f"{name} must be {noun}, got {text!r}") from None
    return text


def _checked(settings: Settings) -> Settings:
    if settings.log_format not in {"text", "json"}:
        raise InvalidSettings(f"VIDEO01_LOG_FORMAT must be text or json, got {settings.log_format!r}")
    if not 0 <= settings.port <= 65535:
        raise InvalidSettings(f"VIDEO01_PORT must be from 0 to 65535, got {settings.port}")
    for name in ("workers", "max_queued", "retention_days"):
        if getattr(settings, name) < 0:
            raise InvalidSettings(f"VIDEO01_{name.upper()} must not be negative, got {getattr(settings, name)}")
    for name in ("max_attempts", "deadline", "heartbeat", "lost_after", "url_expiry_hours"):
        if getattr(settings, name) <= 0:
            raise InvalidSettings(f"VIDEO01_{name.upper()} must be over 0, got {getattr(settings, name)}")
    return settings
