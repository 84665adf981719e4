"""What starts services and refreshes the system's caches."""

from __future__ import annotations

from ..specification import Subcommand, Tool

TOOLS = (
    Tool("service", ("service",), "--status-all\n--full-restart\n--skip-redirect\n", options_end_at_operand=True),
    Tool(
        "systemctl",
        ("systemctl",),
        "--system\n--user\n--global\n--runtime\n--now\n-f --force\n-q --quiet\n--no-pager\n--no-reload\n--no-block\n"
        "-a --all\n-t --type TYPE\n--state STATE\n--root DIRECTORY\n-l --full\n-n --lines COUNT\n-o --output MODE\n",
        {
            name: Subcommand()
            for name in (
                "start",
                "stop",
                "restart",
                "reload",
                "enable",
                "disable",
                "mask",
                "unmask",
                "status",
                "daemon-reload",
                "is-active",
                "is-enabled",
                "set-default",
                "preset",
                "list-units",
                "list-unit-files",
            )
        },
    ),
    Tool("update-rc.d", ("update-rc.d",), "-f\n-n\n"),
    Tool("ldconfig", ("ldconfig",), "-v --verbose\n-n\n-N\n-X\n-f FILE\n-C FILE\n-r DIRECTORY\n-l\n-p\n"),
    Tool("update-ca-certificates", ("update-ca-certificates",), "-f --fresh\n-v --verbose\n"),
)
