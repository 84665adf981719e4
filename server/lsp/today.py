"""The day it is where the server runs."""

from __future__ import annotations

import datetime


def today() -> datetime.date:
    """Today in the local time zone."""
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()
