"""Parser directives and the checks of BuildKit (https://docs.docker.com/reference/build-checks/)."""

from __future__ import annotations

from .entry import Entry

CHECKS_PAGE = "https://docs.docker.com/reference/build-checks/"

DIRECTIVES: dict[str, Entry] = {
    "syntax": Entry(
        "The frontend that reads this file. With `docker/dockerfile:1` every builder reads it with the newest version "
        "of the language, whatever version it brings itself.",
        "# syntax=docker/dockerfile:1",
        "syntax",
    ),
    "escape": Entry(
        "The character that escapes others and continues lines: the backslash, or the backtick, which leaves paths of "
        "Windows alone.",
        "# escape=`",
        "escape",
    ),
    "check": Entry(
        "How BuildKit checks this file: which checks it skips, whether findings fail the build, and which experimental "
        "checks it makes.",
        "# check=skip=JSONArgsRecommended;error=true",
        "check",
        "1.8",
    ),
}

SYNTAX_VALUES = {
    "docker/dockerfile:1": "The newest stable version of the language.",
    "docker/dockerfile:1-labs": "The newest version, with what is still experimental.",
}

ESCAPE_VALUES = {"\\": "The backslash, as usual.", "`": "The backtick, for paths of Windows."}

CHECK_SETTINGS = {
    "skip=": "Checks not to make, separated by commas, or `all`.",
    "error=true": "Findings fail the build.",
    "experimental=": "Experimental checks to make, separated by commas, or `all`.",
}

CHECKS = {
    "ConsistentInstructionCasing": "All keywords in upper case, or all in lower case.",
    "CopyIgnoredFile": "A file that is copied is kept back by `.dockerignore`.",
    "DuplicateStageName": "Two stages have one name.",
    "ExposeInvalidFormat": "EXPOSE names an address or a mapping.",
    "ExposeProtoCasing": "A protocol in EXPOSE is in upper case.",
    "FromAsCasing": "AS is not in the case of its FROM.",
    "FromPlatformFlagConstDisallowed": "FROM has a fixed platform.",
    "InvalidDefaultArgInFrom": "FROM has no valid image with the defaults of its arguments.",
    "InvalidDefinitionDescription": "A comment above a definition does not describe it (experimental).",
    "JSONArgsRecommended": "CMD or ENTRYPOINT in shell form.",
    "LegacyKeyValueFormat": "A variable or label without an equals sign.",
    "MaintainerDeprecated": "MAINTAINER is used.",
    "MultipleInstructionsDisallowed": "CMD, ENTRYPOINT or HEALTHCHECK twice in one stage.",
    "NoEmptyContinuation": "An empty line in a continued instruction.",
    "RedundantTargetPlatform": "FROM names the platform that it has anyway.",
    "ReservedStageName": "A stage is called `scratch` or `context`.",
    "SecretsUsedInArgOrEnv": "A secret in ARG or ENV.",
    "StageNameCasing": "A name of a stage in upper case.",
    "UndefinedArgInFrom": "FROM uses an argument that is not declared.",
    "UndefinedVar": "A variable is used that is not declared.",
    "WorkdirRelativePath": "WORKDIR has a relative path and no absolute one before it.",
}

EXPERIMENTAL_CHECKS = ("InvalidDefinitionDescription", "CopyIgnoredFile")
