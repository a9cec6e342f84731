"""The command that serves a mission's registers to programs and people."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.console import say, say_error

THREADS = 8


def register(app: App) -> None:
    """Add the command to the command line."""
    app.command(serve)


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    name: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    proxy: str = "",
    threads: int = THREADS,
) -> None:
    """Serve the mission's registers: a sign-in for people, /api/ for programs.

    The first start sets the registers up and prints, once, the link for the first administrator
    and the recovery key.

    Args:
        folder: of the mission.
        host: address to listen at.
        port: to listen at.
        name: under which people reach it besides this machine's own; may be given several times.
        proxy: address of the proxy that ends TLS. Without one only this machine is served.
        threads: requests answered at the same time.
    """
    from datetime import UTC, datetime

    import waitress

    from peaceops.domain.error import PeaceopsError
    from peaceops.services.register.serving import (
        LARGEST_REQUEST,
        application_for,
        begin_serving,
    )

    application = application_for(host, name, proxy)
    first = begin_serving(folder, datetime.now(UTC))
    address = f"https://{name[0]}" if proxy and name else f"http://{host}:{port}"
    trusted = {
        "trusted_proxy": proxy,
        "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto",
        "trusted_proxy_count": 1,
    }
    try:
        server = waitress.create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident="peaceops",
            max_request_body_size=LARGEST_REQUEST,
            clear_untrusted_proxy_headers=True,
            **(trusted if proxy else {}),
        )
    except OSError as error:
        raise PeaceopsError(
            f"can not listen at {host}:{port}: {error.strerror}", remedy="choose another --port"
        ) from error
    if first is not None:
        say(f"Set-up link, good once, for a day: {address}/link/{first.link}")
        say(f"Recovery key, shown this once; for paper, in a safe: {first.recovery}")
    say_error(f"serving {folder} at {address}; stop with Ctrl-C")
    server.run()
