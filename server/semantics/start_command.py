"""What a container of a stage runs, and whether that gives up root by itself.

The last ENTRYPOINT and CMD of a stage and of those it begins from decide; an ENTRYPOINT forgets the CMD of what it
begins from (https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact). What the base
image runs is known only where its facts say so.
"""

from __future__ import annotations

from ..shell.dialect import program_name
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.lazy_pattern import lazy_pattern
from .stage import Stage
from .step import Step

_DROPPERS = frozenset(("gosu", "su-exec", "setpriv", "runuser", "su", "s6-setuidgid", "setuidgid", "chpst", "chroot"))
_DROPPER_MENTIONED = lazy_pattern(
    r"(?<![\w.])(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|setuidgid|chpst|s6-overlay)(?!\w)"
)
_INTERPRETERS = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh"))

_PROMPTS = frozenset(
    (
        *("python", "pypy", "node", "bun", "deno", "irb", "php", "perl", "lua", "julia", "r", "ghci", "iex", "erl"),
        *("jshell", "groovysh", "clojure", "clj", "scala", "swift", "dart", "sbcl"),
    )
)

_IDLE = (["mvn"], ["gradle"], ["sbt"], ["ant"], ["make"], ["composer"], ["cargo"], ["go"], ["npm"], ["help"])

_STARTED_AS_ROOT = frozenset(
    (
        *("nginx", "httpd", "httpd-foreground", "apache2", "apache2-foreground", "apache2ctl", "apachectl", "php-fpm"),
        *("haproxy", "varnishd", "lighttpd", "openresty", "angie", "squid", "unitd"),
        *("postgres", "mysqld", "mariadbd", "mongod", "redis-server", "memcached", "named", "dnsmasq", "dovecot"),
        *("crond", "cron", "sshd", "supervisord", "init", "systemd", "s6-svscan", "runsvdir", "dockerd", "containerd"),
        *("postfix", "master", "rsyslogd", "openvpn", "keepalived", "radiusd", "slapd", "ntpd", "chronyd"),
    )
)
"""Servers that are made to be started as root and hand their work to processes of another user, and those that manage
processes of several users."""


@dataclass(frozen=True, eq=False)
class StartCommand:
    """The instructions that say what runs; ``None`` where the base image's own holds."""

    entrypoint: Step | None
    command: Step | None

    @property
    def step(self) -> Step | None:
        """The one that names the program."""
        return self.entrypoint or self.command


def start_command(stage: Stage) -> StartCommand:
    """What a container of ``stage`` runs, as far as the Dockerfile says."""
    command: Step | None = None
    for link in stage.chain:
        if command is None:
            command = last_step(link, Keyword.CMD)
        entrypoint = last_step(link, Keyword.ENTRYPOINT)
        if entrypoint is not None:
            return StartCommand(entrypoint, command)
    return StartCommand(None, command)


def last_step(stage: Stage, keyword: Keyword) -> Step | None:
    """The last step of a keyword in one stage."""
    steps = stage.steps_with(keyword).facts
    return steps[-1] if steps else None


def stands_in(stage: Stage, step: Step) -> bool:
    """Whether what :func:`start_command` found stands in the stage itself, not in one that it begins from."""
    return step.keyword is not None and last_step(stage, step.keyword) is step


def gives_up_root(stage: Stage) -> bool | None:
    """Whether what is started changes to another user, or has to be started as root; ``None`` if it may be so."""
    started = start_command(stage)
    if started.entrypoint is None and stage.facts.entrypoint_drops_privileges:
        return True
    names = program_names(started.entrypoint) | program_names(started.command)
    names |= {name.removesuffix(".sh").removesuffix("-entrypoint") for name in names}
    if names & (_DROPPERS | _STARTED_AS_ROOT):
        return True
    if stage.facts.entrypoint_drops_privileges or any(link.select(_mentions).facts for link in stage.chain):
        return None
    return False


def program_names(step: Step | None) -> set[str]:
    """The names of the programs that a step calls, those that others only wrap among them."""
    script = None if step is None else step.commands
    if step is None or script is None:
        return set()
    names = {program_name(invocation.tool_word.value or invocation.tool_word.text) for invocation in step.invocations}
    for command in script.commands:
        names.add(program_name(command.name.value or command.name.text))
        if command.name.value is not None and program_name(command.name.value) in ("exec", "tini", "dumb-init", "env"):
            names.update(program_name(word.value) for word in command.arguments if word.value)
    return names


def is_script(step: Step | None) -> bool:
    """Whether it starts a script of its own, of which this file says nothing."""
    script = None if step is None else step.commands
    if script is None:
        return False
    for command in script.commands:
        words = [word.value or "" for word in command.words]
        program = program_name(words[0])
        if program.endswith(".sh") or "entrypoint" in program:
            return True
        if program in _INTERPRETERS and any(word.endswith(".sh") for word in words[1:]):
            return True
    return False


def is_interactive(step: Step | None) -> bool:
    """Whether it starts a shell or an interpreter with nothing to run: an image to work in, or to build on."""
    script = None if step is None else step.commands
    if script is None or len(script.commands) != 1:
        return False
    words = [word.value or "" for word in script.commands[0].words]
    name = program_name(words[0]).rstrip("0123456789.")
    return name in _INTERPRETERS | _PROMPTS and all(word in ("-a", "-i", "-l", "--login") for word in words[1:])


def is_tool(started: StartCommand) -> bool:
    """Whether people are to say what it does: a build tool without a goal, or a program that only shows its help."""
    script = None if started.command is None else started.command.commands
    if script is None or len(script.commands) != 1:
        return False
    words = [word.value or "" for word in script.commands[0].words]
    return words in _IDLE or words[-1] in ("-h", "--help")


def _mentions(step: Step) -> tuple[bool, ...]:
    return (True,) if _DROPPER_MENTIONED.search(step.item.text) else ()
