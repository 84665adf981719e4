"""Why nothing is said of an image without a USER, case by case; other checkers speak of every file that has none."""

from __future__ import annotations

from collections.abc import Callable

from dockwright.diagnostics.rules.languages._stages import is_for_development
from dockwright.semantics.accounts import is_root
from dockwright.semantics.selection import deferred
from dockwright.semantics.stage import Stage
from dockwright.semantics.start_command import gives_up_root, is_interactive, is_tool, start_command

from ..comparison import Difference, Reason
from .cases import Case, theirs

STARTED_AS_ANOTHER = "false alarms 39 to 41 (hadolint#328, #405, #1014; trivy#3966)"


def reasons_of_missing_user(code: str) -> tuple[Reason, ...]:
    """The reasons, for an id that is about the file as a whole."""
    return (
        theirs(
            code,
            says=_of_last_stage(lambda stage: stage.facts.is_windows is True),
            text="an image of Windows, which has no root",
            fact="hadolint#246, #644",
        ),
        theirs(
            code,
            says=_of_last_stage(lambda stage: stage.final_state.user.value is None),
            text="who the user of the base image is, is not known",
            fact="false alarm 41: three answers, and unknown never warns",
        ),
        theirs(
            code,
            says=_of_last_stage(lambda stage: not is_root(stage.final_state.user.value)),
            text="the base image's user is not root",
            fact=STARTED_AS_ANOTHER,
        ),
        theirs(
            code,
            says=_of_last_stage(is_for_development),
            text="an image for development works on the files of the developer",
            fact="`remoteUser` of the development container specification says who works in it",
        ),
        theirs(
            code,
            says=_of_last_stage(lambda stage: bool(stage.select(deferred).facts)),
            text="with ONBUILD, the image that is built from it says who the user is",
            fact="Docker's reference for ONBUILD",
        ),
        theirs(
            code,
            says=_of_last_stage(lambda stage: start_command(stage).step is None),
            text="nothing is known to be started: an image to build from, or of a tool",
            fact="what runs as root is a program, and there is none to point at",
        ),
        theirs(
            code,
            says=_of_last_stage(_starts_a_shell),
            text="nothing but a shell is started, for somebody at a terminal",
            fact="an image to build from has no user of its own (docker-library's images)",
        ),
        theirs(
            code,
            says=_of_last_stage(lambda stage: is_tool(start_command(stage))),
            text="what is started shows its help, and waits for somebody to say what to do",
            fact="a tool is called by hand, with the user that fits the files that are mounted",
        ),
        theirs(
            code,
            says=_of_last_stage(lambda stage: gives_up_root(stage) is not False),
            text="the entrypoint gives root up, or may do so",
            fact=STARTED_AS_ANOTHER,
        ),
    )


def _of_last_stage(holds: Callable[[Stage], bool]) -> Case:
    def says(difference: Difference) -> bool:
        return holds(difference.reading.snapshot.analysis.program.stages[-1])

    return says


def _starts_a_shell(stage: Stage) -> bool:
    started = start_command(stage)
    return started.step is not None and is_interactive(started.command or started.step)
