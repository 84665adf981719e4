"""The language server: messages in, diagnostics and answers out.

What a rule means is none of its business; it translates between the protocol and the layers below.
"""

from __future__ import annotations

from argparse import SUPPRESS as SUPPRESSED
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 2087


def add_arguments(parser: ArgumentParser) -> None:
    """The options of ``dockwright server``."""
    transport = parser.add_mutually_exclusive_group()
    transport.add_argument("--stdio", action="store_true", help="talk over standard input and output (the default)")
    transport.add_argument("--tcp", action="store_true", help="wait for one client to connect over TCP")
    transport.add_argument("--ws", action="store_true", help="wait for one client to connect over a WebSocket")
    parser.add_argument("--host", default=DEFAULT_HOST, help="where to listen (default: %(default)s)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes any free port (default: %(default)s)")
    parser.add_argument(
        "--log-level",
        choices=("error", "warning", "info", "debug"),
        default="warning",
        help="what is written to standard error (default: %(default)s)",
    )
    # Clients built on vscode-languageclient add this; the process is known from `initialize` already.
    parser.add_argument("--clientProcessId", type=int, help=SUPPRESSED)


def start(arguments: Namespace) -> int:
    """Serve one client; the exit code: 0 if it shut the server down, 1 if it went away or ended it otherwise."""
    from . import log

    log.configure(arguments.log_level)
    if arguments.tcp or arguments.ws:
        from .network import serve_tcp, serve_websocket

        serve_network = serve_tcp if arguments.tcp else serve_websocket
        return serve_network(arguments.host, arguments.port)
    from .stdio import serve

    return serve()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server without the rest of the command line."""
    parser = ArgumentParser("dockwright server", description="Serve an editor.")
    add_arguments(parser)
    return start(parser.parse_args(arguments))
