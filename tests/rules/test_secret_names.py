"""Names of variables that hold secrets without a word that says so."""

from __future__ import annotations

import pytest

from dockwright.diagnostics.secrets.names import is_secret_name


@pytest.mark.parametrize(
    "name", ["BUNDLE_GITHUB__COM", "BUNDLE_GEMS__CONTRIBSYS__COM", "BUNDLE_RUBYGEMS__PKG__GITHUB__COM"]
)
def test_credentials_of_bundler_are_secret(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", ["BUNDLE_BUILD__NOKOGIRI", "BUNDLE_GITHUB__HTTPS", "BUNDLE_DEPLOYMENT", "APP__COM"])
def test_settings_of_bundler_are_not(name: str) -> None:
    assert not is_secret_name(name)
