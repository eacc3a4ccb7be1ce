"""The district guide's proxy, as printed: nginx takes it; a vote, a stream and an address get through it."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from game.case.model import Case
from game.classroom import guesses, host
from game.classroom.events import Opened
from game.classroom.listening import configured
from game.classroom.server.district import Servers, district
from game.classroom.store import Store
from tests.benchmarks.lesson_over_http import free_port

GUIDE = Path(__file__).parents[2] / "game" / "classroom" / "DISTRICT.md"
NAME = "lesson1.school.example"
PATIENCE = 120.0


def printed(language: str, number: int = 0) -> str:
    """A block of the guide, as it stands there."""
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[number]


@dataclass
class Proxied:
    """A lesson behind nginx, which has a certificate that was made for this test."""

    port: int
    certificate: Path
    opening: host.Opening
    lines: list[http.client.HTTPSConnection] = field(default_factory=list)

    def ask(
        self, method: str, path: str, data: Any = None, *, key: str = "", of: str = "127.0.0.1", **more: str
    ) -> http.client.HTTPResponse:
        """An answer to somebody at an address of her own."""
        trusting = ssl.create_default_context(cafile=str(self.certificate))
        line = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE)
        plain = socket.create_connection(("127.0.0.1", self.port), PATIENCE, (of, 0))
        line.sock = trusting.wrap_socket(plain, server_hostname=NAME)
        headers = {"Host": NAME, "Accept": "application/json", "Content-Type": "application/json", **more}
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        line.request(method, path, json.dumps(data) if data is not None else None, headers)
        self.lines.append(line)
        return line.getresponse()

    def told(self, *asked: Any, **more: Any) -> Mapping[str, Any]:
        answer = self.ask(*asked, **more)
        assert answer.status == 200, answer.read()
        found: Mapping[str, Any] = json.loads(answer.read())
        return found


@pytest.fixture(scope="module")
def behind_nginx(testament: Case, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if nginx is None or shutil.which("openssl") is None:
        pytest.skip("nginx or openssl is not installed; on Debian: apt-get install nginx-light openssl")
    folder = tmp_path_factory.mktemp("proxy")
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    made += [
        "-subj",
        f"/CN={NAME}",
        "-addext",
        f"subjectAltName=DNS:{NAME}",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(made, check=True, capture_output=True)
    behind, port = free_port(), free_port()
    block = printed("nginx").replace("/etc/letsencrypt/live/school.example", str(folder))
    block = block.replace("127.0.0.1:8001", f"127.0.0.1:{behind}").replace("listen 443", f"listen {port}")
    settings = folder / "nginx.conf"
    settings.write_text(
        f"pid {folder}/pid; error_log {folder}/log; daemon off;\n"
        f"events {{ worker_connections 64; }}\nhttp {{\n{places(folder)}\n{block}\n}}\n",
        encoding="utf-8",
    )
    command = [nginx, "-p", str(folder), "-c", str(settings)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0 and "[warn]" not in checked.stderr, checked.stderr
    with closing(Store.at(folder / "lessons.db")) as store:
        opened = Opened(testament.id, testament.version, testament.fingerprint, "together")
        opening = host.open_lesson(store, testament.id, opened)
        app = district(store, Servers((f"https://{NAME}",), 0), behind, lambda _: testament)
        server = uvicorn.Server(configured(app, host="127.0.0.1", port=behind))
        serving = threading.Thread(target=server.run)
        serving.start()
        proxy = subprocess.Popen(command)
        try:
            while not server.started or not answers(port):
                serving.join(0.01)
                assert serving.is_alive() and proxy.poll() is None, (folder / "log").read_text()
            proxied = Proxied(port, certificate, opening)
            yield proxied
            for line in proxied.lines:
                line.close()
        finally:
            proxy.terminate()
            proxy.wait()
            server.should_exit = True
            serving.join()


def places(folder: Path) -> str:
    """Where nginx keeps what it has in hand, in place of folders of the system."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)


def answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def test_a_vote_and_a_stream_get_through_the_printed_proxy(behind_nginx: Proxied) -> None:
    proxied, opening = behind_nginx, behind_nginx.opening
    pupil = proxied.told("POST", "/join", {"code": opening.row.code})["key"]
    stream = proxied.ask("GET", "/teacher/events", key=opening.teacher)
    assert stream.status == 200

    def hears(words: str) -> None:
        while words not in stream.readline().decode():
            pass

    hears("1 in the room")
    proxied.told("POST", "/teacher/say", {"kind": "turned", "phase": "vote"}, key=opening.teacher)
    hears("0 answered")
    html = proxied.told("GET", "/lesson/now", key=pupil)["html"]
    choice = re.search(r'name="choice" value="([^"]+)"', html)
    assert choice is not None
    vote = {"kind": "voted", "depth": 0, "round": "vote", "choice": choice[1], "because": "through a proxy"}
    assert proxied.told("POST", "/lesson/say", vote, key=pupil)["number"]
    hears("1 answered")
    # A whole notebook is taken by the proxy, and refused by a lesson in which the class decides together.
    notebook = {"kind": "wrote", "thesis": "x" * 60_000}
    assert proxied.ask("POST", "/lesson/notebook", notebook, key=pupil).status == 409


def test_the_cookie_is_for_encrypted_pages_and_the_name_is_the_lessons(behind_nginx: Proxied) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    joined = behind_nginx.ask("POST", "/join", **form)
    assert joined.status == 404
    page = behind_nginx.ask("GET", f"/enter/{behind_nginx.opening.board}", Accept="text/html")
    assert page.status == 303 and "Secure" in str(page.getheader("set-cookie"))
    assert behind_nginx.ask("GET", "/", Origin="https://evil.example").status == 403


def test_an_address_is_the_one_that_the_proxy_sees_whatever_is_claimed(
    behind_nginx: Proxied, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guesses, "OF_ONE", 3)
    monkeypatch.setattr(guesses, "PAUSE", 3_600.0)
    monkeypatch.setattr(guesses, "PATIENCE", 0.0)

    def guess(number: int, of: str) -> int:
        claimed = {"X-Forwarded-For": f"203.0.113.{number}"}
        return behind_nginx.ask("POST", "/join", {"code": "AAAAAA"}, of=of, **claimed).status

    assert [guess(number, "127.0.0.3") for number in range(5)] == [404, 404, 404, 404, 429]
    assert guess(0, "127.0.0.4") == 404


async def test_nobody_but_a_proxy_on_this_machine_says_whose_address_it_is() -> None:
    seen: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append((scope["client"][0], scope["scheme"]))

    settings = configured(app)
    settings.load()
    assert isinstance(settings.loaded_app, ProxyHeadersMiddleware)
    headers = [(b"x-forwarded-for", b"203.0.113.7"), (b"x-forwarded-proto", b"https")]
    for client in ("192.168.1.9", "127.0.0.1"):
        scope = {"type": "http", "client": (client, 1), "scheme": "http", "headers": headers}
        await settings.loaded_app(scope, None, None)  # type: ignore[arg-type]
    assert seen == [("192.168.1.9", "http"), ("203.0.113.7", "https")]
