"""Offline by construction: no test reaches past this machine, reads the user's keys or writes into the user's home.

Generated tests try the same examples in every run, and no clock judges them: a change is judged by what it changed, not
by luck or by who else uses the machine. `pytest --hypothesis-profile=explore` looks further.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("steady")

_NAMES = ("OPENAI_", "SUMMARIZER_", "AZURE_OPENAI_", "ANTHROPIC_", "DEEPSEEK_", "DASHSCOPE_")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
_guard = {"closed": True}


def _is_loopback(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in ("localhost", "")


def _refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    # An audit hook sees every connection of the process, whatever library makes it, and replaces nothing.
    if event == "socket.connect" and _guard["closed"] and not _is_loopback(arguments[1]):
        raise PermissionError(f"tests are offline, but something connects to {arguments[1]!r}")


sys.addaudithook(_refuse_the_network)


@pytest.fixture(autouse=True)
def offline(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Clear keys, proxies and user folders, and close the network unless the test is marked `live`."""
    if request.node.get_closest_marker("live"):
        _guard["closed"] = False
        yield
        _guard["closed"] = True
        return
    for name in list(os.environ):
        if name.startswith(_NAMES) or name.upper() in _PROXIES:
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user-cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user-config"))
    yield
