"""A registry with the npm packages of a directory, as npm asks for them; it has no others."""

import base64
import hashlib
import json
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote


def document(archive: Path, address: str) -> dict:
    with tarfile.open(archive) as files:
        manifest = json.load(files.extractfile("package/package.json"))
    data = archive.read_bytes()
    manifest["dist"] = {"tarball": f"{address}/-/{archive.name}", "shasum": hashlib.sha1(data).hexdigest(),
                        "integrity": "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()}
    version = manifest["version"]
    return {"name": manifest["name"], "dist-tags": {"latest": version}, "versions": {version: manifest}}


class NpmRegistry:
    """Used with `with`: serves at .address until its end."""

    def __init__(self, directory: Path):
        registry = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                path = unquote(self.path).lstrip("/")
                if path.startswith("-/") and (directory / path[2:]).is_file():
                    return self.send(200, (directory / path[2:]).read_bytes())
                if path in registry.documents:
                    return self.send(200, json.dumps(registry.documents[path]).encode())
                return self.send(404, b"{}")

            def send(self, status: int, body: bytes):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        documents = (document(archive, self.address) for archive in directory.glob("*.tgz"))
        self.documents = {each["name"]: each for each in documents}

    def __enter__(self) -> "NpmRegistry":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()
