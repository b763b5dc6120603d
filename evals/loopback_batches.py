"""The loopback server with the Files and Batches endpoints: what a provider's half-price interface does, in a second.

Every line of an uploaded file is answered by the server's script, as a live request would be; what is no completion
becomes an error line, a `Hang` never comes back (expired), and a `Reset` breaks the line off.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from aiohttp import web

from evals.loopback import ChatRequest, Completion, Hang, LoopbackServer, Raw, Reply, Reset, Script, completion_body


@dataclass(slots=True)
class _Batch:
    id: str
    input_file: str
    metadata: dict[str, str]
    looks: int = 0
    status: str = "validating"
    output_file: str | None = None
    error_file: str | None = None
    counts: dict[str, int] = field(default_factory=lambda: {"total": 0, "completed": 0, "failed": 0})

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "input_file_id": self.input_file,
            "completion_window": "24h",
            "created_at": 0,
            "status": self.status,
            "metadata": self.metadata,
            "request_counts": self.counts,
            "output_file_id": self.output_file,
            "error_file_id": self.error_file,
        }


class BatchLoopbackServer(LoopbackServer):
    """A loopback server whose batches end after they have been looked at `looks` times."""

    def __init__(
        self, script: Script | Iterable[Reply], *, looks: int = 1, models: Sequence[str] = ("test-model",)
    ) -> None:
        super().__init__(script, models=models)
        self._looks = looks
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, _Batch] = {}

    def add_routes(self, app: web.Application) -> None:
        """Add the Files and Batches endpoints."""
        super().add_routes(app)
        app.router.add_post("/v1/files", self._upload)
        app.router.add_get("/v1/files/{id}/content", self._content)
        app.router.add_post("/v1/batches", self._create)
        app.router.add_get("/v1/batches", self._list)
        app.router.add_get("/v1/batches/{id}", self._look)
        app.router.add_post("/v1/batches/{id}/cancel", self._cancel)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        uploaded = form["file"]
        assert isinstance(uploaded, web.FileField)
        file_id = self._keep(uploaded.file.read())
        told = {"id": file_id, "object": "file", "bytes": len(self.files[file_id]), "created_at": 0}
        return web.json_response({**told, "filename": "requests.jsonl", "purpose": "batch", "status": "processed"})

    async def _content(self, request: web.Request) -> web.StreamResponse:
        return web.Response(body=self.files[request.match_info["id"]], content_type="application/octet-stream")

    async def _create(self, request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        made = _Batch(f"batch_{len(self.batches) + 1}", asked["input_file_id"], asked.get("metadata") or {})
        self.batches[made.id] = made
        return web.json_response(made.as_json())

    async def _list(self, request: web.Request) -> web.StreamResponse:
        data = [batch.as_json() for batch in self.batches.values()]
        return web.json_response({"object": "list", "data": data, "has_more": False})

    async def _look(self, request: web.Request) -> web.StreamResponse:
        batch = self.batches[request.match_info["id"]]
        batch.looks += 1
        if batch.status in ("validating", "in_progress"):
            batch.status = "in_progress"
            if batch.looks >= self._looks:
                self._finish(batch)
        return web.json_response(batch.as_json())

    async def _cancel(self, request: web.Request) -> web.StreamResponse:
        batch = self.batches[request.match_info["id"]]
        batch.status = "cancelled"
        return web.json_response(batch.as_json())

    def _finish(self, batch: _Batch) -> None:
        lines = [json.loads(line) for line in self.files[batch.input_file].splitlines()]
        output, errors = b"", b""
        for line in lines:
            good, told = self._answer(line)
            if good:
                output += told
            else:
                errors += told
        batch.counts = {"total": len(lines), "completed": output.count(b"\n"), "failed": errors.count(b"\n")}
        batch.output_file = self._keep(output) if output else None
        batch.error_file = self._keep(errors) if errors else None
        batch.status = "completed"

    def _answer(self, line: dict[str, Any]) -> tuple[bool, bytes]:
        asked = ChatRequest(line["body"], {})
        reply = self._script(asked)
        told: dict[str, Any] = {"id": "batch_req_1", "custom_id": line["custom_id"], "response": None, "error": None}
        match reply:
            case Completion():
                told["response"] = {"status_code": 200, "request_id": "1", "body": completion_body(reply, asked)}
            case Raw():
                told["response"] = {
                    "status_code": reply.status,
                    "request_id": "1",
                    "body": json.loads(reply.body or "{}"),
                }
            case Hang():
                told["error"] = {"code": "batch_expired", "message": "This request could not be executed in time."}
            case Reset():
                return True, json.dumps(told)[:40].encode() + b"\n"
            case _:
                assert_never(reply)
        good = told["response"] is not None and told["response"]["status_code"] == 200
        return good, json.dumps(told, ensure_ascii=False).encode() + b"\n"

    def _keep(self, content: bytes) -> str:
        file_id = f"file-{len(self.files) + 1}"
        self.files[file_id] = content
        return file_id
