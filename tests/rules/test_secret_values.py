"""Formats of secrets: genuine ones are found, examples and broken checksums are not, and no message repeats one.

The tokens are put together here, so that no file of the repository holds anything that looks like one.
"""

from __future__ import annotations

import datetime
import string
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.diagnostics.secrets.names import is_secret_name
from dockwright.diagnostics.secrets.values import credentials_in, is_placeholder, looks_random, secrets_in
from dockwright.project.build_context import BuildContext

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())


def checksum(body: str) -> str:
    """The six base-62 digits that GitHub and npm append, as their announcement describes them."""
    number, digits = zlib.crc32(body.encode()), []
    for _ in range(6):
        number, remainder = divmod(number, 62)
        digits.append(BASE62[remainder])
    return "".join(reversed(digits))


def test_the_published_token_of_the_announcement_has_a_valid_checksum() -> None:
    # A revoked token that circulates in write-ups of the checksum.
    token = "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"
    assert [found.kind for found in secrets_in(f"RUN x {token}")] == ["a GitHub token"]
    assert not list(secrets_in(f"RUN x {token[:-1]}8"))


@given(st.text(BASE62, min_size=30, max_size=30), st.sampled_from(("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "npm_")))
def test_checksums_are_verified(body: str, prefix: str) -> None:
    token = prefix + body + checksum(body)
    wrong = prefix + body + ("0" if token[-6] != "0" else "1") + token[-5:]
    is_example = any(mark in token.lower() for mark in ("example", "dummy", "xxxx", "abcdef", "1234567", "your"))
    assert bool(list(secrets_in(token))) is not is_example
    assert not list(secrets_in(wrong))


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("AKIA" + "Q3EGWZ7NPLMX2RTB", "an AWS access key"),
        ("glpat-" + "x7Qm2nRk9LpTz4vWs8Yd", "a GitLab token"),
        ("AIza" + "SyB3xK9mQ7vL2pR5tW8zN1cF4gH6jD0sYq2", "a Google API key"),
        ("xoxb-" + "718293645012-k3d9Lq2xVbT7wPz", "a Slack token"),
        ("sk_live_" + "9xKq2mZ7vLpR5tW8nC1f", "a Stripe key"),
        ("dckr_pat_" + "x7Qm2nRk9LpTz4vWs8Yd3GhJkLm", "a Docker token"),
        ("hf_" + "QxmRkLpTzvWsYdGhJkLmNbVcXzAsDfGhJk", "a Hugging Face token"),
        (
            "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOaQ7xK2mZ9vLpR5t" + "JQQJ9" + "9BCACAAAAAAxyzABASAZDO4kQz7",
            "an Azure key",
        ),
        ("x7Q8" + "Q~" + "mRkLpTzvWsYd3GhJkLm.NbVcXz-AsDf1G", "an Entra client secret"),
        ("ATATT3x" + "FfGF0Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sY" * 5, "an Atlassian token"),
        ("SK" + "0f9e8d7c6b5a49382716f5e4d3c2b1a0", "a Twilio key"),
        ("NRAK-" + "Q7XK2MZ9VLPR5TW8NC1FG4HJ6DB", "a New Relic key"),
        ("PMAK-" + "5f9e8d7c6b5a493827160f5e" + "-" + "4d3c2b1a0f9e8d7c6b5a493827160f5e4d", "a Postman key"),
        ("dp.pt." + "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOaQ7xK2", "a Doppler token"),
        ("pul-" + "5f9e8d7c6b5a493827160f5e4d3c2b1a0f9e8d7c", "a Pulumi token"),
        ("squ_" + "5f9e8d7c6b5a493827160f5e4d3c2b1a0f9e8d7c", "a Sonar token"),
        ("tskey-auth-" + "kQ7xK2mZ9v" + "-LpR5tW8nC1fG4hJ6dB3sYwT0", "a Tailscale key"),
        ("sbp_" + "5f9e8d7c6b5a493827160f5e4d3c2b1a0f9e8d7c", "a Supabase token"),
        ("HRKU-" + "AAQ7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOa", "a Heroku key"),
        ("gsk_" + "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOaQ7xK2mZ9vLpR5t", "a Groq key"),
        ("r8_" + "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiO", "a Replicate token"),
        ("discord.com/api/webhooks/" + "718293645012837465/" + "Q7xK2mZ9vLpR5tW8" * 4, "a Discord webhook"),
        ("5f9e8d7c6b5a493827160f5e4d3c2b1a" + "-us14", "a Mailchimp key"),
        ("ops_eyJ" + "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOaQ7" * 5, "a 1Password token"),
        ("oy2" + "q7xk2mz9vlpr5tw8nc1fg4hj6db3sywt0ueioaq7xk2", "a NuGet key"),
        ("LTAI" + "5tQ7xK2mZ9vLpR5tW8nC", "an Alibaba Cloud access key"),
        ("SG." + "Q7xK2mZ9vLpR5tW8nC1fG4" + "." + "hJ6dB3sYwT0uEiOaQ7xK2mZ9vLpR5tW8nC1fG4hJ6dB", "a SendGrid key"),
        ("dop_v1_" + "5f9e8d7c6b5a493827160f5e4d3c2b1a" * 2, "a DigitalOcean token"),
        ("sk-proj-" + "Q7xK2mZ9vLpR5tW8nC1fT3BlbkFJG4hJ6dB3sYwT0uEiOaQ7", "an OpenAI key"),
        ("sk-ant-api03-" + "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOaQ7" * 2 + "-AA", "an Anthropic key"),
        ("pypi-AgE" + "IcHlwaS5vcmc" + "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOaQ7xK2mZ9vLpR5t", "a PyPI token"),
        ("sq0atp-" + "Q7xK2mZ9vLpR5tW8nC1fG4", "a Square token"),
        ("pscale_tkn_" + "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOaQ7xK2", "a PlanetScale token"),
        ("FlyV1 fm2_" + "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOaQ7" * 2, "a Fly.io token"),
        ("xai-" + "Q7xK2mZ9vLpR5tW8nC1fG4hJ6dB3sYwT0uEiOaQ7" * 2, "an xAI key"),
        ("machine git.acme.dev login ci password " + "k3dW9sLq2x", "a password for .netrc"),
        ("-----BEGIN " + "RSA PRIVATE KEY-----", "a private key"),
        ("-----BEGIN " + "PGP PRIVATE KEY BLOCK-----", "a private key"),
    ],
)
def test_formats_are_found_where_they_stand(token: str, kind: str) -> None:
    text = f"RUN tool --with={token} -x"
    found = list(secrets_in(text))
    assert [(each.kind, text[each.start : each.end]) for each in found] == [(kind, token)]


@pytest.mark.parametrize(
    ("before", "secret", "kind"),
    [
        ("//npm.acme.dev/:_authToken=", "5f9e8d7c-6b5a-4938-2716-0f5e4d3c2b1a", "a credential for npm"),
        ("registry=x\n_auth=", "Y2k6azNkVzlzTHEyeA==", "a credential for npm"),
        ("//npm.acme.dev/:_password=", "azNkVzlzTHEyeA==", "a password for npm"),
    ],
)
def test_settings_of_npm_hold_credentials(before: str, secret: str, kind: str) -> None:
    text = f"RUN echo '{before}{secret}' > .npmrc"
    found = list(secrets_in(text))
    assert [(each.kind, text[each.start : each.end]) for each in found] == [(kind, secret)]


@pytest.mark.parametrize(
    "text",
    [
        "ENV basic_auth=/etc/nginx/htpasswd.d/site",
        "RUN echo '//npm.acme.dev/:_authToken=${NPM_TOKEN_OF_THE_BUILD}' > .npmrc",
        "RUN echo 'machine git.acme.dev login $USER password $PASSWORD' > ~/.netrc",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "x" * 36,
        "glpat-" + "xxxxxxxxxxxxxxxxxxxx",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d",
        "ENV GPG_KEY A035C8C19219BA821ECEA86B64E628F8D684696D",
    ],
)
def test_examples_and_public_values_are_left_alone(text: str) -> None:
    assert not list(secrets_in(text))


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("https://ci:k3dW9sLq2x@git.acme.dev/a.git", "k3dW9sLq2x"),
        ("postgres://app:k3dW9sLq2x@db.acme.dev:5432/app", "k3dW9sLq2x"),
        ("https://:k3dW9sLq2x@git.acme.dev/a.git", "k3dW9sLq2x"),
        ("https://user:password@git.acme.dev/", None),
        ("https://${USER}:${PASSWORD}@git.acme.dev/", None),
        ("postgres://postgres:postgres@db/app", None),
        ("redis://:k3dW9sLq2x@localhost:6379", None),
        ("https://git@github.com/acme/app.git", None),
        ("ssh://git@github.com:22/acme/app.git", None),
        ("https://example.com:8080/@scope/package", None),
    ],
)
def test_passwords_in_addresses(text: str, password: str | None) -> None:
    found = [text[each.start : each.end] for each in credentials_in(text)]
    assert found == ([] if password is None else [password])


@pytest.mark.parametrize("name", ["PGPASSWORD", "dbPassword", "API_KEY", "NPM_TOKEN_PROD", "DB_PSW", "SECRET_KEY_BASE"])
def test_names_that_say_secret(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", ["PWD", "KEY", "TOKENIZERS_PARALLELISM", "MAX_TOKENS", "KEYBOARD", "PASSENGER_COUNT"])
def test_names_that_only_sound_like_it(name: str) -> None:
    assert not is_secret_name(name)


def test_randomness_needs_length_and_mixture() -> None:
    assert looks_random("k3dW9sLq2x7TzB")
    assert not looks_random("production")
    assert not looks_random("/etc/ssl/own1.pem")
    assert not looks_random("your-password-123")


def test_a_fingerprint_is_public_and_a_digest_of_the_same_length_may_be_secret() -> None:
    fingerprint = "A035C8C19219BA821ECEA86B64E628F8D684696D"
    assert is_placeholder(fingerprint)
    assert not is_placeholder(fingerprint.lower())


def test_no_message_repeats_a_secret() -> None:
    token = "glpat-" + "x7Qm2nRk9LpTz4vWs8Yd"
    text = (
        f"FROM alpine:3.22\nARG A_TOKEN={token}\nENV B_PASSWORD=k3dW9sLq2x7T\nLABEL x={token}\n"
        f'RUN git clone https://ci:k3dW9sLq2x7T@git.acme.dev/a.git && echo {token} > /t\nCMD ["x", "{token}"]\n'
    )
    snapshot = read(text, make_rule_set(all_rules()), SURROUNDINGS)
    found = [finding for _, finding in snapshot.findings() if finding.rule.theme == "secrets"]
    assert len(found) >= 5
    for finding in found:
        for words in (finding.message, *(fix.title for fix in finding.fixes)):
            assert token not in words
            assert "k3dW9sLq2x" not in words
