"""The product's own nginx files under this machine's nginx: only addresses, folders and certificates are exchanged."""

import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engines import TestRun
from tests.operations.running import REPOSITORY

SOURCE = REPOSITORY / "docker" / "nginx"
_OPENSSL = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")


@dataclass(frozen=True, slots=True)
class Site:
    """Where a running nginx answers."""

    https_port: int
    http_port: int
    certificate: Path
    log: Path

    @property
    def url(self) -> str:
        """Of its pages."""
        return f"https://127.0.0.1:{self.https_port}"

    def trust(self) -> ssl.SSLContext:
        """Trusts its certificate and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))


def program() -> str | None:
    """The nginx of this machine; Debian keeps it out of an ordinary user's path."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def install() -> str | None:
    """Debian's package, where we may install it."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", "nginx")):
        subprocess.run((apt, *words), env=environment, capture_output=True, check=False)
    return program()


def version(nginx: str) -> tuple[int, ...]:
    """Such as (1, 22, 1)."""
    text = subprocess.run((nginx, "-v"), capture_output=True, text=True, check=True).stderr
    found = re.search(r"nginx/(\d+)\.(\d+)\.(\d+)", text)
    assert found, text
    return tuple(map(int, found.groups()))


def make_certificate(folder: Path) -> Path:
    """For 127.0.0.1, with its key beside it."""
    certificate, key = folder / "tls.crt", folder / "tls.key"
    subject = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
    command = ("openssl", *_OPENSSL, "-keyout", str(key), "-out", str(certificate), *subject)
    subprocess.run(command, check=True, capture_output=True)
    return certificate


def laid_out(folder: Path, nginx: str, https_port: int, http_port: int, upstreams: Mapping[str, int]) -> Site:
    """The product's files in `folder`, pointed at this machine's ports; `upstreams` are ports by `host:port`."""
    (folder / "certificates").mkdir(parents=True)
    shutil.copytree(SOURCE / "pages", folder / "pages")
    exchanged = {
        "/tmp/": f"{folder}/",
        "/etc/nginx/mime.types": "\x00",
        "/etc/nginx/": f"{folder}/",
        "\x00": "/etc/nginx/mime.types",
        "/dev/stderr": f"{folder}/error.log",
        "/dev/stdout": f"{folder}/access.log",
        "listen 8080": f"listen 127.0.0.1:{http_port}",
        "listen 8443": f"listen 127.0.0.1:{https_port}",
    } | {f"server {name} ": f"server 127.0.0.1:{port} " for name, port in upstreams.items()}
    for source in SOURCE.glob("*.conf"):
        text = without_newer_words(source.read_text(), version(nginx))
        for ours, theirs in exchanged.items():
            text = text.replace(ours, theirs)
        (folder / source.name).write_text(text)
    certificate = make_certificate(folder / "certificates")
    return Site(https_port, http_port, certificate, folder / "error.log")


def without_newer_words(text: str, running: tuple[int, ...]) -> str:
    """Debian's nginx is older than the image's: `http2 on` came with 1.25.1, `resolve` with 1.27.3."""
    if running < (1, 25, 1):
        text = text.replace("http2 on;", "")
    if running < (1, 27, 3):
        text = text.replace(" resolve;", ";")
    return text


def command(nginx: str, folder: Path) -> tuple[str, ...]:
    """In the foreground; as root its workers stay root, so that they reach the test's folder."""
    user = "user root; " if os.geteuid() == 0 else ""
    return (nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", f"{user}daemon off;")


@pytest.fixture(scope="session")
def nginx_program(test_run: TestRun) -> str:
    """This machine's nginx, installed where that is allowed."""
    with test_run.alone():
        found = program() or install()
    if found is None:
        pytest.skip("nginx is not installed, and cannot be installed here")
    return found
