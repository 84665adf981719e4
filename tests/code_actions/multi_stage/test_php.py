"""PHP: extensions, packages and assets are made in the first stage, and the last gets what runs."""

from __future__ import annotations

import json

import pytest

from dockwright.code_actions.multi_stage.convert import Conversion

from .converting import converted, found, reasons

LARAVEL = """\
# The shop.
FROM php:8.3-apache-bookworm
RUN apt-get update && apt-get install -y \\
        git \\
        libpng-dev \\
        libzip-dev \\
    && docker-php-ext-install gd zip pdo_mysql \\
    && a2enmod rewrite \\
    && rm -rf /var/lib/apt/lists/*
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
COPY docker/vhost.conf /etc/apache2/sites-available/000-default.conf
WORKDIR /var/www/html
COPY . .
RUN composer install --optimize-autoloader
RUN npm ci && npm run build
RUN chown -R www-data:www-data storage
EXPOSE 80
"""


def files(**more: object) -> dict[str, str | int]:
    package = {"require": {"laravel/framework": "^11"}, "require-dev": {"phpunit/phpunit": "^11"}, **more}
    return {"composer.json": json.dumps(package), "composer.lock": "{}", "artisan": 1, "public/index.php": 1}


def test_what_is_made_is_copied_and_what_makes_it_stays() -> None:
    build, _, runtime = converted(LARAVEL, files()).partition("\n\n")
    assert "RUN composer install --no-dev --optimize-autoloader\n" in build
    assert build.endswith("RUN rm -rf /var/www/html/node_modules")
    assert (
        runtime
        == """\
FROM php:8.3-apache-bookworm
RUN apt-get update \\
    && apt-get install -y --no-install-recommends libpng16-16 libzip4 \\
    && rm -rf /var/lib/apt/lists/* \\
    && a2enmod rewrite
COPY docker/vhost.conf /etc/apache2/sites-available/000-default.conf
WORKDIR /var/www/html
COPY --from=build /usr/local/lib/php/extensions /usr/local/lib/php/extensions
COPY --from=build /usr/local/etc/php/conf.d /usr/local/etc/php/conf.d
COPY --from=build /var/www/html /var/www/html
RUN chown -R www-data:www-data storage
EXPOSE 80
"""
    )


@pytest.mark.parametrize("form", ["RUN set -eux; {}\n", "RUN <<EOF\nset -e\n{}\nEOF\n"])
def test_other_ways_to_stop_at_an_error_are_read(form: str) -> None:
    commands = ("apt-get update", "apt-get install -y libzip-dev", "docker-php-ext-install zip", "a2enmod rewrite")
    joint = "; \\\n    " if "set -eux" in form else "\n"
    text = f"FROM php:8.3-apache-bookworm\n{form.format(joint.join(commands))}COPY . /var/www/html\n"
    runtime = converted(text, {}).partition("\n\n")[2]
    assert "--no-install-recommends libzip4 " in runtime
    assert "    && a2enmod rewrite\n" in runtime
    assert "docker-php-ext-install" not in runtime


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"scripts": {"post-install-cmd": ["grumphp git:init"]}}, "Composer runs `grumphp git:init`"),
        ({"require": {"symfony/framework-bundle": "^7"}}, "unless `APP_ENV` is `prod`"),
    ],
)
def test_development_packages_stay_where_they_may_be_needed(more: dict[str, object], reason: str) -> None:
    conversion = found(LARAVEL, files(**more))
    assert isinstance(conversion, Conversion)
    assert "--no-dev" not in conversion.text
    assert reason in conversion.plan.notes[0]


def test_install_without_development_packages_stays_as_it_is() -> None:
    assert "RUN composer install --optimize-autoloader\n" in converted(LARAVEL, files(**{"require-dev": {}}))
    assert "starts" in reasons(f"{LARAVEL}CMD []\n", files())[0]


def test_symfony_in_production_leaves_them_out() -> None:
    text = LARAVEL.replace("WORKDIR", "ENV APP_ENV=prod\nWORKDIR")
    assert "install --no-dev" in converted(text, files(require={"symfony/framework-bundle": "^7"}))


def test_unknown_manifest_takes_all_along() -> None:
    conversion = found(LARAVEL, None)
    assert isinstance(conversion, Conversion)
    assert "`composer.json` was not read" in conversion.plan.notes[0]


def test_packages_alone_are_copied_where_the_sources_come_last() -> None:
    text = (
        "FROM php:8.3-fpm-alpine\nWORKDIR /app\nRUN apk add --no-cache git icu-libs\n"
        "RUN apk add --virtual .build $PHPIZE_DEPS icu-dev && docker-php-ext-install intl && apk del .build\n"
        "COPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nCOPY composer.json composer.lock ./\n"
        "RUN composer install --no-dev\nCOPY . .\n"
    )
    build, _, runtime = converted(text, files()).partition("\n\n")
    assert "PHPIZE_DEPS" in build
    assert runtime == (
        "FROM php:8.3-fpm-alpine\nWORKDIR /app\nRUN apk add --no-cache icu-libs\nCOPY composer.json composer.lock ./\n"
        "COPY --from=build /usr/local/lib/php/extensions /usr/local/lib/php/extensions\n"
        "COPY --from=build /usr/local/etc/php/conf.d /usr/local/etc/php/conf.d\n"
        "COPY --from=build /app/vendor /app/vendor\nCOPY . .\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("EXPOSE 80", 'CMD ["php", "artisan", "serve"]', "made for development"),
        ("EXPOSE 80", 'ENTRYPOINT ["./start.sh"]', "starts a script"),
        ("gd zip", "gd zip && pecl install xdebug", "line 3: xdebug is installed"),
        ("a2enmod rewrite", "mystery rewrite", "line 3: whether the build or the program needs what `mystery` does"),
        ("a2enmod rewrite", "cp /var/www/html/a.conf /etc/a.conf", "line 3: `cp` brings a file of the project"),
        ("php:8.3-apache-bookworm", "webdevops/php:8.3", "only known of its official image"),
        ("php:8.3-apache-bookworm", "php:8.3-cli", "the file starts nothing"),
    ],
)
def test_what_is_not_known_is_refused(old: str, new: str, reason: str) -> None:
    assert reason in reasons(LARAVEL.replace(old, new), files())[0]


def test_image_with_extensions_alone_has_to_gain_something() -> None:
    text = "FROM php:8.3-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY . /var/www/html\n"
    assert "nothing to leave behind" in reasons(text, {})[0]
    libraries = text.replace("RUN ", "RUN apt-get update && apt-get install -y libonig-dev && ")
    assert "libonig5" in converted(libraries, {}).partition("\n\n")[2]
