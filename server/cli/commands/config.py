"""``dockwright config``: what is configured for a file and by whom, its schema, and translations from other tools."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from ...diagnostics.names import rules_named
from ...diagnostics.options import options_of_rules
from ...diagnostics.registry import all_rules
from ...diagnostics.selection import options_of_profile, problems_in
from ...project.configuration import SETTINGS, Configuration, Origin
from ...project.configuration_files import configuration_for, load_configuration
from ...project.configuration_parser import spelled
from ...project.configuration_schema import configuration_schema
from ..failure import Failure, complain
from ..settings import described, short_path
from ..streams import write_json


def run(arguments: argparse.Namespace) -> int:
    """Print the schema, or the settings with their origins; 2 if something in the configuration is wrong."""
    if arguments.action == "schema":
        write_json(configuration_schema(options_of_rules(all_rules())))
        return 0
    if arguments.action == "import":
        from ..configuration_import import import_configuration

        return import_configuration(arguments.file, arguments.output)
    configuration = _configuration(arguments)
    for line in _lines(configuration):
        print(line)
    problems = problems_in(configuration)
    for problem in problems:
        complain(described(problem))
    return 2 if problems else 0


def _configuration(arguments: argparse.Namespace) -> Configuration:
    if arguments.no_config:
        return Configuration()
    if arguments.config is not None:
        return load_configuration(arguments.config)
    path: Path = arguments.path
    if not path.exists():
        raise Failure(f"{path}: there is no such file or folder")
    return configuration_for(path)


def _lines(configuration: Configuration) -> Iterator[str]:
    stated = [entry for setting in SETTINGS for entry in _stated(configuration, setting.name, setting.attribute)]
    of_profile = list(_of_profile(configuration))
    width = max(len(f"{key} = {value}") for key, value in (*stated, *of_profile))
    for key, value in stated:
        origin = configuration.origins.get(key)
        origins = () if origin is None else (*configuration.added_to.get(key, ()), origin)
        yield f"{f'{key} = {value}':<{width}}  # {', '.join(map(_place, origins)) or 'default'}"
    for key, value in of_profile:
        yield f"{f'{key} = {value}':<{width}}  # profile {configuration.profile}"


def _of_profile(configuration: Configuration) -> Iterator[tuple[str, str]]:
    """The options that the profile sets, and nothing in the configuration outweighs."""
    outweighed = {
        (rule.id, option)
        for name, settings in configuration.rules.items()
        for rule in rules_named(name, all_rules())
        for option in settings.options
    }
    for rule, options in options_of_profile(configuration.profile).items():
        for option, value in options.items():
            if (rule, option) not in outweighed:
                yield f"rules.{spelled((rule, option))}", _toml(value)


def _place(origin: Origin) -> str:
    source = short_path(origin.source)
    return source if origin.line is None else f"{source}:{origin.line}"


def _stated(configuration: Configuration, name: str, attribute: str) -> Iterator[tuple[str, str]]:
    """A setting as lines of TOML: one for each entry of a table, with the key under which its origin is known."""
    value = getattr(configuration, attribute)
    if name == "rules":
        for rule, settings in configuration.rules.items():
            if settings.severity is not None:
                yield f"rules.{spelled((rule,))}.severity", json.dumps(settings.severity)
            for option, chosen in settings.options.items():
                yield f"rules.{spelled((rule, option))}", _toml(chosen)
    elif name == "per-file-ignores":
        for ignore in configuration.per_file_ignores:
            yield f"{name}.{spelled((ignore.pattern.text,))}", _toml(ignore.rules)
    elif name == "build-contexts":
        for choice in configuration.build_contexts:
            yield f"{name}.{spelled((choice.pattern.text,))}", _toml(choice.folder)
    elif value is not None:
        yield name, _toml(value)


def _toml(value: object) -> str:
    """A value as TOML writes it; texts, numbers and lists look the same in JSON."""
    return json.dumps(value, ensure_ascii=False, default=lambda other: getattr(other, "text", str(other)))
