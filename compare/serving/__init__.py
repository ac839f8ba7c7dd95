"""A site shown in a browser on this machine: what is asked for becomes a typed request, what answers is a function.

The standard library's server does the talking: it is one small class for a reader on this machine, needs no dependency,
and everything that decides (paths, headers, who may ask) lies in pure functions around it.
"""

from __future__ import annotations

from compare.serving.exchange import Answer, Application, Request, refusal
from compare.serving.guard import guarded
from compare.serving.paths import query_of
from compare.serving.server import DEFAULT_PORT, LOOPBACK, is_loopback, open_server, url_of
from compare.serving.site import Find, in_folder, in_memory, is_site, site_application

__all__ = [
    "DEFAULT_PORT",
    "LOOPBACK",
    "Answer",
    "Application",
    "Find",
    "Request",
    "guarded",
    "in_folder",
    "in_memory",
    "is_loopback",
    "is_site",
    "open_server",
    "query_of",
    "refusal",
    "site_application",
    "url_of",
]
