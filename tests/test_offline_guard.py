from __future__ import annotations

import os
import socket

import pytest


def test_connections_beyond_this_machine_are_refused() -> None:
    with socket.socket() as outside, pytest.raises(PermissionError, match="tests are offline"):
        outside.connect(("192.0.2.1", 80))


def test_connections_to_this_machine_are_allowed() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())


def test_keys_of_the_user_are_not_seen() -> None:
    assert not [name for name in os.environ if name.startswith(("OPENAI_", "SUMMARIZER_"))]
