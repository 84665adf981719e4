"""Tell by its name whether a variable holds a secret.

A name is read as words, at underscores and where lower case turns to upper. What counts is how it ends: `DB_PASSWORD`
is a password, `PASSWORD_FILE` is a path, `TOKEN_TTL` a time, `KMS_KEY_ALIAS` a name. A key is only a secret if the word
before says so, since there are public keys, key names and fingerprints. Left out: names that hold a secret without
saying so.
"""

from __future__ import annotations

from functools import lru_cache

from ...syntax.lazy_pattern import lazy_pattern

_WORD = lazy_pattern(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")

_SECRETS = frozenset(
    (
        *("password", "passwd", "passphrase", "pword", "psw", "pwd", "pass", "passcode", "userpass", "dbpass"),
        *(
            "secret",
            "secrets",
            "token",
            "credential",
            "credentials",
            "apikey",
            "secretkey",
            "privatekey",
            "accesstoken",
        ),
        *("authtoken", "clientsecret", "dbpassword", "pat"),
    )
)
_ENDINGS = ("password", "passwd", "passphrase", "token", "secret", "apikey")
_SECRET_KEYS = frozenset(
    (
        *(
            "api",
            "secret",
            "private",
            "master",
            "encryption",
            "decryption",
            "signing",
            "ssh",
            "rsa",
            "deploy",
            "license",
        ),
        *("session", "cookie", "storage", "account", "hmac", "aes", "jwt", "auth", "app", "server", "service"),
        *("subscription", "webhook", "admin", "root", "access", "crypt", "crypto", "instrumentation", "ingestion"),
    )
)
_MAY_BE_SECRET = frozenset(("key", "auth", "creds", "cred", "salt", "pin", "webhook"))
_MARKS_OF_PUBLIC = frozenset(("gpg", "pgp", "fingerprint", "host", "checksum", "sha", "hash", "signed", "apt", "rpm"))
_SAY_NOTHING = frozenset(
    (
        *("prod", "production", "dev", "development", "test", "staging", "default", "value", "base64", "b64", "base"),
        *("arg", "env", "build", "ro", "rw", "readonly", "new", "old", "json"),
    )
)
_HARMLESS = frozenset(("public", "pub", "no", "skip", "allow", "enable", "disable", "without", "use", "is", "has"))
_BUILDKITS_SECRETS = frozenset(
    ("apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token")
)
_OF_THE_SHELL = frozenset(("PWD", "OLDPWD", "PASS", "PAT"))


@lru_cache(maxsize=1024)
def is_secret_name(name: str) -> bool:
    """Whether a variable of this name is meant to hold a secret."""
    if name in _OF_THE_SHELL:
        return False
    if _is_of_bundler(name):
        return True
    words = [word.lower() for word in _WORD.findall(name)]
    while len(words) > 1 and (words[-1] in _SAY_NOTHING or words[-1].isdigit()):
        words.pop()
    if not words or not _HARMLESS.isdisjoint(words):
        return False
    if words[-1] == "key":
        return len(words) > 1 and words[-2] in _SECRET_KEYS and not _is_identifier(words)
    if words[-1] in ("pat", "pass") and len(words) == 1:
        return False
    return words[-1] in _SECRETS or words[-1].endswith(_ENDINGS)


def is_secret_name_to_buildkit(name: str) -> bool:
    """Whether BuildKit takes the name for that of a secret: by a word anywhere in it, between underscores.

    Source: what ``docker build --check`` says (``tests/rules/data/buildkit_runtime_cases.json``).
    """
    words = name.lower().split("_")
    return "public" not in words and not _BUILDKITS_SECRETS.isdisjoint(words)


def _is_of_bundler(name: str) -> bool:
    """``BUNDLE_GEMS__EXAMPLE__COM`` holds the credentials for gems.example.com.

    Source: https://bundler.io/man/bundle-config.1.html
    """
    first, dots, last = name.rpartition("__")
    is_domain = last in ("COM", "ORG", "NET", "IO", "DEV", "CO", "APP", "CLOUD")
    return bool(dots) and is_domain and first.startswith("BUNDLE_")


def may_be_secret_name(name: str) -> bool:
    """Whether a variable of this name holds a secret if its value looks made by a machine: ``TELEMETRY_KEY``."""
    words = [word.lower() for word in _WORD.findall(name)]
    return bool(words) and words[-1] in _MAY_BE_SECRET and _MARKS_OF_PUBLIC.union(_HARMLESS).isdisjoint(words)


def _is_identifier(words: list[str]) -> bool:
    """``AWS_ACCESS_KEY`` is mostly the identifier that goes with ``AWS_SECRET_ACCESS_KEY``."""
    return words[-2:] == ["access", "key"] and words[-3:-2] == ["aws"]
