"""Find secrets by the format of their values: tokens of well known providers, private keys, credentials in addresses.

Providers give their tokens a prefix so that they can be found, and some a checksum, which is verified: what fails it is
an example. Values that say themselves that they are examples are left alone. Sources: the page beside each format.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from ...syntax.dataclass import dataclass

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class FoundSecret:
    """A secret at offsets ``[start, end)`` of the text that was searched; ``kind`` names it with its article."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Format:
    """A format: what it is, a text that is in every such value, the pattern, and what tells it from an example."""

    kind: str
    literal: str
    pattern: str
    is_genuine: Callable[[str], bool]


def _is_whole(token: str) -> bool:
    """Whether anything was found: the pattern alone says enough."""
    return bool(token)


def _has_base62_checksum(token: str) -> bool:
    """Whether the last six characters are the CRC-32 of those behind the prefix, in base 62.

    https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
    """
    body, checksum = token.partition("_")[2][:-6], token[-6:]
    number = zlib.crc32(body.encode())
    digits = ""
    while number:
        number, remainder = divmod(number, 62)
        digits = _BASE62[remainder] + digits
    return digits.rjust(6, "0") == checksum


def _has_hex_checksum(token: str) -> bool:
    """Whether the eight digits behind the last underscore are the CRC-32 of what stands before.

    https://grafana.com/docs/grafana/latest/administration/service-accounts/
    """
    body, _, checksum = token.rpartition("_")
    return f"{zlib.crc32(body.encode()):08x}" == checksum


def _is_varied(token: str) -> bool:
    """Whether it is not a row of the same few characters, as placeholders are."""
    return len(set(token)) > 9


_FORMATS = (
    # https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
    _Format("a GitHub token", "_", r"gh[pousr]_[0-9A-Za-z]{36}(?![0-9A-Za-z])", _has_base62_checksum),
    _Format("a GitHub token", "github_pat_", r"github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}(?![0-9A-Za-z])", _is_varied),
    # https://docs.gitlab.com/security/tokens/#token-prefixes
    _Format("a GitLab token", "gl", r"gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas|imt)-[0-9A-Za-z_-]{20,}", _is_varied),
    # https://docs.npmjs.com/about-access-tokens
    _Format("an npm token", "npm_", r"npm_[0-9A-Za-z]{36}(?![0-9A-Za-z])", _has_base62_checksum),
    # https://pypi.org/help/#apitoken (the beginning is that of a macaroon for pypi.org or test.pypi.org)
    _Format("a PyPI token", "pypi-AgE", r"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[0-9A-Za-z_-]{50,}", _is_whole),
    # https://guides.rubygems.org/api-key-scopes/
    _Format("a RubyGems key", "rubygems_", r"rubygems_[0-9a-f]{48}", _is_varied),
    # https://docs.docker.com/security/access-tokens/
    _Format("a Docker token", "dckr_", r"dckr_[po]at_[0-9A-Za-z_-]{27,}", _is_varied),
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
    _Format("an AWS access key", "IA", r"(?<![0-9A-Za-z/+])A[KS]IA[A-Z2-7]{16}(?![0-9A-Za-z/+])", _is_varied),
    # https://cloud.google.com/docs/authentication/api-keys
    _Format("a Google API key", "AIza", r"AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])", _is_varied),
    _Format("a Google client secret", "GOCSPX-", r"GOCSPX-[0-9A-Za-z_-]{28}", _is_varied),
    # https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
    _Format("an Azure storage key", "AccountKey=", r"(?<=AccountKey=)[0-9A-Za-z+/]{86}==", _is_varied),
    # https://docs.slack.dev/authentication/tokens
    _Format("a Slack token", "xox", r"xox[abeoprs]-(?:\d+-)?[0-9A-Za-z-]{20,}", _is_varied),
    _Format("a Slack token", "xapp-", r"xapp-\d-[0-9A-Z]+-\d+-[0-9a-z]{40,}", _is_varied),
    _Format(
        "a Slack webhook",
        "hooks.slack.com/services/",
        r"hooks\.slack\.com/services/T[0-9A-Z]{8,}/B[0-9A-Z]{8,}/[0-9A-Za-z]{20,}",
        _is_varied,
    ),
    # https://docs.stripe.com/keys
    _Format("a Stripe key", "k_live_", r"[sr]k_live_[0-9A-Za-z]{20,}", _is_varied),
    # https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
    _Format("a SendGrid key", "SG.", r"SG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}", _is_varied),
    # https://platform.openai.com/docs/api-reference/authentication
    _Format("an OpenAI key", "T3BlbkFJ", r"sk-[0-9A-Za-z_-]{20,}T3BlbkFJ[0-9A-Za-z_-]{20,}", _is_whole),
    # https://docs.anthropic.com/en/api/overview
    _Format("an Anthropic key", "sk-ant-", r"sk-ant-[a-z]+\d\d-[0-9A-Za-z_-]{80,}", _is_varied),
    # https://huggingface.co/docs/hub/security-tokens
    _Format("a Hugging Face token", "hf_", r"hf_[A-Za-z]{34}(?![0-9A-Za-z])", _is_varied),
    # https://docs.digitalocean.com/reference/api/create-personal-access-token/
    _Format("a DigitalOcean token", "_v1_", r"do[opr]_v1_[0-9a-f]{64}", _is_varied),
    # https://developer.hashicorp.com/vault/docs/concepts/tokens
    _Format("a Vault token", "hv", r"hv[sbr]\.[0-9A-Za-z_-]{90,}", _is_varied),
    # https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens
    _Format("a Terraform token", ".atlasv1.", r"[0-9A-Za-z]{14}\.atlasv1\.[0-9A-Za-z_-]{60,}", _is_whole),
    # https://grafana.com/docs/grafana/latest/administration/service-accounts/
    _Format("a Grafana token", "glsa_", r"glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}", _has_hex_checksum),
    # https://shopify.dev/docs/apps/build/authentication-authorization
    _Format("a Shopify token", "shp", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}", _is_varied),
    # https://core.telegram.org/bots/api#authorizing-your-bot
    _Format("a Telegram bot token", ":AA", r"(?<!\d)\d{8,10}:AA[0-9A-Za-z_-]{33}(?![0-9A-Za-z_-])", _is_varied),
    # https://docs.databricks.com/aws/en/dev-tools/auth/pat
    _Format("a Databricks token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?(?![0-9a-f])", _is_varied),
    # https://linear.app/developers, https://developers.notion.com/changelog
    _Format("a Linear key", "lin_api_", r"lin_api_[0-9A-Za-z]{40}", _is_varied),
    _Format("a Notion token", "ntn_", r"ntn_[0-9A-Za-z]{40,}", _is_varied),
    # https://docs.sentry.io/account/auth-tokens/
    _Format("a Sentry token", "sntry", r"sntry[su]_[0-9A-Za-z+/=_-]{60,}", _is_varied),
    # https://age-encryption.org/v1
    _Format("an age key", "AGE-SECRET-KEY-1", r"AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}", _is_whole),
    # https://www.rfc-editor.org/rfc/rfc7468
    _Format("a private key", "PRIVATE KEY", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----", _is_whole),
)
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*://(?P<user>[^\s:@/'\"\\<>$`]*):(?P<password>[^\s@/'\"\\<>`]+)@"
    r"(?P<host>[^\s/:'\"\\?#]+)"
)
_EXAMPLE = re.compile(
    r"example|changeme|change_me|placeholder|dummy|your[-_]?|xxxx|\.\.\.|\*\*\*|1234567|abcdef|redacted|replace",
    re.IGNORECASE,
)
_STANDS_FOR_A_PASSWORD = frozenset(("password", "pass", "passwd", "pwd", "secret", "token", "pw", "test", "none"))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def secrets_in(text: str) -> Iterator[FoundSecret]:
    """The tokens and private keys in a text."""
    for form in _FORMATS:
        if form.literal not in text:
            continue
        for match in _compiled(form.pattern).finditer(text):
            if form.is_genuine(match[0]) and not _EXAMPLE.search(match[0]):
                yield FoundSecret(match.start(), match.end(), form.kind)


def credentials_in(text: str) -> Iterator[FoundSecret]:
    """The passwords in addresses such as ``https://user:password@host``; what stands for one is left alone."""
    if "://" not in text or "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        if not _stands_for_something(match["user"], match["password"], match["host"]):
            yield FoundSecret(match.start("password"), match.end("password"), f"the password for `{match['host']}`")


def _stands_for_something(user: str, password: str, host: str) -> bool:
    """Whether a password is a variable, an example, or one that everybody knows."""
    if "$" in password or "{" in password or "%" in password or _EXAMPLE.search(f"{user}:{password}@{host}"):
        return True
    is_local = host.split(":")[0] in ("localhost", "127.0.0.1", "db", "postgres", "redis", "mysql", "mongo", "rabbitmq")
    return password.lower() in _STANDS_FOR_A_PASSWORD or password == user or is_local


def looks_random(value: str) -> bool:
    """Whether a value is long and varied enough to have been made by a machine; only to be asked of telling names."""
    if len(value) < 12 or re.search(r"[\s/:$<>{}]", value) or _EXAMPLE.search(value):
        return False
    counts = Counter(value)
    bits = -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())
    has_mixture = bool(re.search(r"\d", value)) and bool(re.search(r"[A-Za-z]", value))
    return has_mixture and bits >= 3.2


_NO_SECRET = re.compile(
    r"(?:true|false|yes|no|on|off|none|null|nil|\d{1,4}|disabled|enabled|required|optional|auto)?\Z"
    r"|(?:/|\./|~/|file:|env:|arn:|vault:|https?://[^@]*\Z|secret(?:s)?/)",
    re.IGNORECASE,
)


def is_placeholder(value: str) -> bool:
    """Whether a value is no secret whatever its name: empty, a switch, a path, an address, or plainly an example."""
    return _NO_SECRET.match(value) is not None or _EXAMPLE.search(value) is not None
