"""``dockwright config import``: the configuration of hadolint or tally as one of ours."""

from __future__ import annotations

import tomllib
from pathlib import Path

from ..diagnostics.configuration_import import Translation, from_hadolint, from_tally
from ..project.plain_values import as_table
from ..project.system_error import reason
from ..project.toml_writer import written_toml
from ..project.yaml_values import YamlProblem, yaml_values
from .failure import Failure, complain
from .source_file import create_or_fail
from .streams import write_utf8


def import_configuration(file: Path, output: Path | None) -> int:
    """Write the translation, and say on standard error what has no counterpart; 0, or ``Failure``.

    A file that ends in ``.toml`` is one of tally's, any other one is hadolint's. What exists already is not
    written over.
    """
    translation = translated(file)
    text = written_toml(translation.settings)
    for remark in translation.remarks:
        complain(f"{file}: {remark}")
    if output is None:
        write_utf8()
        print(text, end="")
    else:
        create_or_fail(output, text)
    return 0


def translated(file: Path) -> Translation:
    """What a configuration comes to; raises ``Failure`` where it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{file}: {reason(error) if isinstance(error, OSError) else 'not UTF-8'}") from None
    if file.suffix == ".toml":
        try:
            return from_tally(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise Failure(f"{file}: not TOML: {error}") from None
    try:
        document = yaml_values(text)
    except YamlProblem as problem:
        raise Failure(f"{file}:{problem.line}: this cannot be read") from None
    table = as_table({} if document is None else document)
    if table is None:
        raise Failure(f"{file}: it must be a table of settings")
    return from_hadolint(table)
