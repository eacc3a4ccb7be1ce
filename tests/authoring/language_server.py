"""The YAML language server that editors use, driven over its standard streams."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

SERVER = Path(__file__).parents[1] / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
LONGEST_WAIT = 240


class LanguageServer:
    """One running server. `settings` are those of the editor, under `yaml`."""

    def __init__(self, settings: dict[str, Any]) -> None:
        node = shutil.which("node")
        if node is None:
            pytest.skip("node is not installed")
        if not SERVER.exists():
            pytest.skip("the YAML language server is not installed; to have it: npm install --prefix tests")
        self.settings = settings
        self.process = subprocess.Popen(
            [node, str(SERVER), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.told: queue.Queue[dict[str, Any]] = queue.Queue()
        self.asked = 0
        threading.Thread(target=self.listen, daemon=True).start()

    def __enter__(self) -> LanguageServer:
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": CAPABILITIES})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": self.settings}})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()

    def listen(self) -> None:
        """Take in every message, and answer what the server asks of an editor."""
        stream = self.process.stdout
        assert stream is not None
        while True:
            try:
                length = 0
                while line := stream.readline().strip():
                    name, _, value = line.partition(b":")
                    length = int(value) if name.lower() == b"content-length" else length
                message = json.loads(stream.read(length)) if length else None
            except ValueError:
                return
            if message is None:
                return
            if "method" in message and "id" in message:
                asked = message["method"] == "workspace/configuration"
                wanted = message["params"]["items"] if asked else ()
                result = (
                    [self.settings if item.get("section") == "yaml" else {} for item in wanted]
                    if asked
                    else None
                )
                self.send({"id": message["id"], "result": result})
            else:
                self.told.put(message)

    def send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self.process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        stream.flush()

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """A request, and its result."""
        self.asked += 1
        self.send({"id": self.asked, "method": method, "params": params})
        while True:
            message = self.told.get(timeout=LONGEST_WAIT)
            if message.get("id") == self.asked:
                assert "error" not in message, message
                return message["result"]

    def open(self, file: Path, text: str) -> list[dict[str, Any]]:
        """Open a file with this text, and wait for what the server finds in it."""
        item = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        while True:
            message = self.told.get(timeout=LONGEST_WAIT)
            of = message.get("params", {})
            if message.get("method") == "textDocument/publishDiagnostics" and of["uri"] == file.as_uri():
                found: list[dict[str, Any]] = of["diagnostics"]
                return found

    def at(self, file: Path, line: int, character: int) -> dict[str, Any]:
        """A place in an open file, counting from 0."""
        return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": character}}

    def completions(self, file: Path, line: int, character: int) -> set[str]:
        """What the server offers at a place."""
        found = self.ask("textDocument/completion", self.at(file, line, character))
        return {item["label"] for item in (found or {}).get("items", ())}

    def hover(self, file: Path, line: int, character: int) -> str:
        """What the server says about a place."""
        found = self.ask("textDocument/hover", self.at(file, line, character))
        return str(found["contents"]["value"]) if found else ""


CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
}
