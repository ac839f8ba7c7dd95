"""On what terms a run asks."""

from __future__ import annotations

import datetime as dt
import ssl
from typing import NamedTuple

from compare.fetching.addresses import Resolve, resolve
from compare.fetching.limits import Clock, Limits


class Terms(NamedTuple):
    """How a run asks.

    ``user_agent``: what it calls itself, by default the project's name and version. ``since``: no page of an earlier
    day. ``recheck``: ask for held pages too, whether they have changed. ``allow_private``: addresses that are not of the
    public Internet may be asked. ``clock``, ``resolve`` and ``tls`` are for tests: time, whom names mean, and whose
    certificates are believed.
    """

    user_agent: str = ""
    limits: Limits = Limits()
    since: dt.date | None = None
    recheck: bool = False
    allow_private: bool = False
    clock: Clock = Clock()
    resolve: Resolve = resolve
    tls: ssl.SSLContext | None = None
