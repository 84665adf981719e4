# syntax=docker/dockerfile:1

FROM python:3.14 AS build
WORKDIR /app
ENV VIRTUAL_ENV=/opt/venv \
    PATH="/opt/venv/bin:$PATH"
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install poetry
RUN python -m venv /opt/venv
COPY pyproject.toml poetry.lock ./
RUN --mount=type=cache,target=/root/.cache/pypoetry \
    poetry install --no-root --no-interaction --only main

FROM python:3.14-slim
WORKDIR /app
ENV PATH="/opt/venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --create-home app \
    && chown app:app /app
COPY --from=build /opt/venv /opt/venv
COPY . .
EXPOSE 8000
USER 10001
# CHECK: what the container starts, as in CMD ["program", "argument"]; the program begins in app/main.py
