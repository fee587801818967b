"""An SMTP server for the journeys: STARTTLS and AUTH are demanded, and every mail becomes a file.

    server.py FOLDER CERTIFICATE KEY

Listens on a free port of 127.0.0.1, prints it, and writes FOLDER/<number>.eml until it is stopped. The envelope stands in
X-Envelope-From and X-Envelope-To at the top of the file.
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = b"portal", b"an SMTP password"


class Files:
    """Writes each mail whole, then gives it its name, so that nobody reads half a mail."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, _server, _session, envelope) -> str:
        self.count += 1
        head = f"X-Envelope-From: {envelope.mail_from}\r\n" + "".join(
            f"X-Envelope-To: {to}\r\n" for to in envelope.rcpt_tos
        )
        name = self.folder / f"{self.count:04}"
        name.with_suffix(".part").write_bytes(head.encode() + envelope.content)
        name.with_suffix(".part").rename(name.with_suffix(".eml"))
        return "250 kept"


def authenticate(_server, _session, _envelope, _mechanism, data) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER, PASSWORD))


async def main(folder: str, certificate: str, key: str) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    handler = Files(pathlib.Path(folder))
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(
            handler,
            hostname="localhost",
            tls_context=tls,
            require_starttls=True,
            auth_required=True,
            authenticator=authenticate,
            enable_SMTPUTF8=True,
        ),
        "127.0.0.1",
        0,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
