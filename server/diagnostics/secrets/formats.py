"""The formats of tokens and keys: how they begin, what they are made of, and what tells them from examples.

Providers give their tokens a prefix so that they can be found, and some a checksum, which is verified: what fails it
is an example. Left out are formats that nothing marks, such as 32 hexadecimal digits. Sources: the page beside each.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

from ...syntax.dataclass import dataclass

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Format:
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


FORMATS = (
    # https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
    Format("a GitHub token", "_", r"gh[pousr]_[0-9A-Za-z]{36}(?![0-9A-Za-z])", _has_base62_checksum),
    Format("a GitHub token", "github_pat_", r"github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}(?![0-9A-Za-z])", _is_varied),
    # https://docs.gitlab.com/security/tokens/#token-prefixes
    Format("a GitLab token", "gl", r"gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas|imt)-[0-9A-Za-z_-]{20,}", _is_varied),
    # https://docs.npmjs.com/about-access-tokens
    Format("an npm token", "npm_", r"npm_[0-9A-Za-z]{36}(?![0-9A-Za-z])", _has_base62_checksum),
    # https://pypi.org/help/#apitoken (the beginning is that of a macaroon for pypi.org or test.pypi.org)
    Format("a PyPI token", "pypi-AgE", r"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[0-9A-Za-z_-]{50,}", _is_whole),
    # https://guides.rubygems.org/api-key-scopes/
    Format("a RubyGems key", "rubygems_", r"rubygems_[0-9a-f]{48}", _is_varied),
    # https://docs.docker.com/security/access-tokens/
    Format("a Docker token", "dckr_", r"dckr_[po]at_[0-9A-Za-z_-]{27,}", _is_varied),
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
    Format("an AWS access key", "IA", r"(?<![0-9A-Za-z/+])A[KS]IA[A-Z2-7]{16}(?![0-9A-Za-z/+])", _is_varied),
    # https://cloud.google.com/docs/authentication/api-keys
    Format("a Google API key", "AIza", r"AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])", _is_varied),
    Format("a Google client secret", "GOCSPX-", r"GOCSPX-[0-9A-Za-z_-]{28}", _is_varied),
    # https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
    Format("an Azure storage key", "AccountKey=", r"(?<=AccountKey=)[0-9A-Za-z+/]{86}==", _is_varied),
    # https://docs.slack.dev/authentication/tokens
    Format("a Slack token", "xox", r"xox[abeoprs]-(?:\d+-)?[0-9A-Za-z-]{20,}", _is_varied),
    Format("a Slack token", "xapp-", r"xapp-\d-[0-9A-Z]+-\d+-[0-9a-z]{40,}", _is_varied),
    Format(
        "a Slack webhook",
        "hooks.slack.com/services/",
        r"hooks\.slack\.com/services/T[0-9A-Z]{8,}/B[0-9A-Z]{8,}/[0-9A-Za-z]{20,}",
        _is_varied,
    ),
    # https://docs.stripe.com/keys
    Format("a Stripe key", "k_live_", r"[sr]k_live_[0-9A-Za-z]{20,}", _is_varied),
    # https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
    Format("a SendGrid key", "SG.", r"SG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}", _is_varied),
    # https://platform.openai.com/docs/api-reference/authentication
    Format("an OpenAI key", "T3BlbkFJ", r"sk-[0-9A-Za-z_-]{20,}T3BlbkFJ[0-9A-Za-z_-]{20,}", _is_whole),
    # https://docs.anthropic.com/en/api/overview
    Format("an Anthropic key", "sk-ant-", r"sk-ant-[a-z]+\d\d-[0-9A-Za-z_-]{80,}", _is_varied),
    # https://huggingface.co/docs/hub/security-tokens
    Format("a Hugging Face token", "hf_", r"hf_[A-Za-z]{34}(?![0-9A-Za-z])", _is_varied),
    # https://docs.digitalocean.com/reference/api/create-personal-access-token/
    Format("a DigitalOcean token", "_v1_", r"do[opr]_v1_[0-9a-f]{64}", _is_varied),
    # https://developer.hashicorp.com/vault/docs/concepts/tokens
    Format("a Vault token", "hv", r"hv[sbr]\.[0-9A-Za-z_-]{90,}", _is_varied),
    # https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens
    Format("a Terraform token", ".atlasv1.", r"[0-9A-Za-z]{14}\.atlasv1\.[0-9A-Za-z_-]{60,}", _is_whole),
    # https://grafana.com/docs/grafana/latest/administration/service-accounts/
    Format("a Grafana token", "glsa_", r"glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}", _has_hex_checksum),
    # https://shopify.dev/docs/apps/build/authentication-authorization
    Format("a Shopify token", "shp", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}", _is_varied),
    # https://core.telegram.org/bots/api#authorizing-your-bot
    Format("a Telegram bot token", ":AA", r"(?<!\d)\d{8,10}:AA[0-9A-Za-z_-]{33}(?![0-9A-Za-z_-])", _is_varied),
    # https://docs.databricks.com/aws/en/dev-tools/auth/pat
    Format("a Databricks token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?(?![0-9a-f])", _is_varied),
    # https://linear.app/developers, https://developers.notion.com/changelog
    Format("a Linear key", "lin_api_", r"lin_api_[0-9A-Za-z]{40}", _is_varied),
    Format("a Notion token", "ntn_", r"ntn_[0-9A-Za-z]{40,}", _is_varied),
    # https://docs.sentry.io/account/auth-tokens/
    Format("a Sentry token", "sntry", r"sntry[su]_[0-9A-Za-z+/=_-]{60,}", _is_varied),
    # https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate
    Format(
        "an Azure key", "JQQJ9", r"(?<![0-9A-Za-z])[0-9A-Za-z]{52}JQQJ9[0-9A-Za-z+/]{27}(?![0-9A-Za-z])", _is_varied
    ),
    # https://learn.microsoft.com/purview/sit-defn-azure-ad-client-secret
    Format("an Entra client secret", "Q~", r"(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])", _is_varied),
    # https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas
    Format("an Azure access key", "SharedAccessKey=", r"(?<=SharedAccessKey=)[0-9A-Za-z+/]{43}=", _is_varied),
    # https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/
    Format("an Atlassian token", "ATATT3x", r"ATATT3x[0-9A-Za-z_=-]{150,}", _is_varied),
    Format("a Bitbucket token", "ATCTT3x", r"ATCTT3x[0-9A-Za-z_=-]{150,}", _is_varied),
    # https://www.twilio.com/docs/glossary/what-is-a-sid
    Format("a Twilio key", "SK", r"(?<![0-9A-Za-z])SK[0-9a-f]{32}(?![0-9A-Za-z])", _is_varied),
    # https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
    Format("a New Relic key", "NRAK-", r"NRAK-[0-9A-Z]{27}(?![0-9A-Z])", _is_varied),
    # https://learning.postman.com/docs/developer/postman-api/authentication/
    Format("a Postman key", "PMAK-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}", _is_varied),
    # https://docs.doppler.com/reference/auth-token-formats
    Format("a Doppler token", "dp.", r"(?<![\w.])dp\.(?:pt|st|ct|sa|scim|audit)\.[0-9A-Za-z._-]{40,}", _is_varied),
    # https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/
    Format("a Pulumi token", "pul-", r"(?<![0-9A-Za-z])pul-[0-9a-f]{40}(?![0-9a-f])", _is_varied),
    # https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens
    Format("a Sonar token", "sq", r"(?<![0-9A-Za-z])sq[pau]_[0-9a-f]{40}(?![0-9a-f])", _is_varied),
    # https://tailscale.com/kb/1277/key-prefixes
    Format("a Tailscale key", "tskey-", r"tskey-(?:auth|api|client|scim)-[0-9A-Za-z]{8,}-[0-9A-Za-z]{20,}", _is_varied),
    # https://supabase.com/docs/reference/api/introduction
    Format("a Supabase token", "sbp_", r"sbp_[0-9a-f]{40}(?![0-9a-f])", _is_varied),
    # https://devcenter.heroku.com/articles/authentication
    Format("a Heroku key", "HRKU-", r"HRKU-[0-9A-Za-z_-]{36,}", _is_varied),
    # https://console.groq.com/docs/quickstart
    Format("a Groq key", "gsk_", r"gsk_[0-9A-Za-z]{52}(?![0-9A-Za-z])", _is_varied),
    # https://replicate.com/docs/reference/http#authentication
    Format("a Replicate token", "r8_", r"(?<![0-9A-Za-z])r8_[0-9A-Za-z]{37}(?![0-9A-Za-z])", _is_varied),
    # https://docs.discord.com/developers/resources/webhook
    Format(
        "a Discord webhook",
        "/api/webhooks/",
        r"discord(?:app)?\.com/api/webhooks/\d{17,20}/[0-9A-Za-z_-]{60,}",
        _is_varied,
    ),
    # https://mailchimp.com/developer/marketing/guides/quick-start/
    Format("a Mailchimp key", "-us", r"(?<![0-9a-f])[0-9a-f]{32}-us\d{1,2}(?![0-9A-Za-z])", _is_varied),
    # https://developer.1password.com/docs/service-accounts/
    Format("a 1Password token", "ops_eyJ", r"ops_eyJ[0-9A-Za-z+/=_-]{200,}", _is_whole),
    # https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys
    Format("a NuGet key", "oy2", r"(?<![0-9A-Za-z])oy2[a-z0-9]{43}(?![0-9A-Za-z])", _is_varied),
    # https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair
    Format("an Alibaba Cloud access key", "LTAI", r"(?<![0-9A-Za-z])LTAI[0-9A-Za-z]{17,21}(?![0-9A-Za-z])", _is_varied),
    # https://developer.squareup.com/docs/build-basics/access-tokens
    Format("a Square token", "sq0", r"sq0(?:atp|csp)-[0-9A-Za-z_-]{22,}", _is_varied),
    # https://planetscale.com/docs/concepts/service-tokens
    Format("a PlanetScale token", "pscale_", r"pscale_(?:tkn|oauth|pw)_[0-9A-Za-z._=-]{32,}", _is_varied),
    # https://fly.io/docs/security/tokens/
    Format("a Fly.io token", "FlyV1 fm", r"FlyV1 fm[12][ar]?_[0-9A-Za-z+/=,_-]{60,}", _is_varied),
    # https://docs.x.ai/docs/overview
    Format("an xAI key", "xai-", r"(?<![0-9A-Za-z])xai-[0-9A-Za-z]{80}(?![0-9A-Za-z])", _is_varied),
    # https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration
    Format(
        "a credential for npm",
        "_auth",
        r"(?:(?<=:_authToken=)|(?<=:_auth=)|(?<=[\s\"']_auth=))[0-9A-Za-z][0-9A-Za-z._~+/=-]{15,}",
        _is_varied,
    ),
    Format("a password for npm", ":_password=", r"(?<=:_password=)[0-9A-Za-z+/=]{8,}", _is_whole),
    # https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
    Format(
        "a password for .netrc",
        "machine ",
        r"(?<!\w)machine\s+\S+\s+login\s+\S+\s+password\s+[^\s$\"'{}<>]{8,}",
        _is_varied,
    ),
    # https://age-encryption.org/v1
    Format("an age key", "AGE-SECRET-KEY-1", r"AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}", _is_whole),
    # https://www.rfc-editor.org/rfc/rfc7468
    Format("a private key", "PRIVATE KEY", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----", _is_whole),
)
