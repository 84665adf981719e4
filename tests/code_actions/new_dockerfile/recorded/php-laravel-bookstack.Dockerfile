# syntax=docker/dockerfile:1

FROM php:8.5-apache AS build
WORKDIR /app
ENV COMPOSER_ALLOW_SUPERUSER=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends unzip libfreetype-dev libjpeg62-turbo-dev libpng-dev \
    && rm -rf /var/lib/apt/lists/*
# CHECK: which extension the database needs, as in RUN docker-php-ext-install pdo_mysql
RUN docker-php-ext-configure gd --with-freetype --with-jpeg \
    && docker-php-ext-install -j"$(nproc)" gd
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/
COPY --from=node:26-slim /usr/local/bin/node /usr/local/bin/
COPY --from=node:26-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci
COPY composer.json composer.lock ./
RUN --mount=type=cache,target=/root/.composer/cache \
    composer install --no-interaction --no-progress --no-dev --prefer-dist --no-scripts --no-autoloader
COPY . .
RUN npm run production && rm -rf node_modules
RUN composer dump-autoload --no-dev --optimize

FROM php:8.5-apache
WORKDIR /app
ENV APP_ENV=production \
    APP_DEBUG=false
RUN apt-get update \
    && apt-get install -y --no-install-recommends libfreetype6 libjpeg62-turbo libpng16-16t64 \
    && rm -rf /var/lib/apt/lists/*
COPY <<'EOF' /etc/apache2/sites-available/000-default.conf
<VirtualHost *:8080>
    DocumentRoot /app/public
    <Directory /app/public>
        AllowOverride All
        Require all granted
    </Directory>
</VirtualHost>
EOF
RUN sed -i 's/^Listen 80$/Listen 8080/' /etc/apache2/ports.conf \
    && a2enmod rewrite \
    && mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=build /usr/local/lib/php/extensions/ /usr/local/lib/php/extensions/
COPY --from=build /usr/local/etc/php/conf.d/ /usr/local/etc/php/conf.d/
COPY --from=build /app .
RUN mkdir -p storage bootstrap/cache \
    && chown -R www-data storage bootstrap/cache
EXPOSE 8080
USER www-data
CMD ["apache2-foreground"]
