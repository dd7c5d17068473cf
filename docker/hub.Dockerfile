# The hub: no database driver, no web framework, nothing that it does not use.
#   docker build --file docker/hub.Dockerfile --tag aetherlearn-hub .

FROM python:3.11.14-slim-bookworm AS packages
WORKDIR /build
COPY requirements.lock docker/locked_subset.py ./
RUN python locked_subset.py requirements.lock --only \
      cryptography httpx itsdangerous msgspec prometheus-client redis structlog uvloop websockets > hub.lock \
 && python -m venv /opt/venv \
 && /opt/venv/bin/python -m pip install --no-cache-dir --require-hashes --requirement hub.lock \
 && /opt/venv/bin/python -m pip uninstall --yes pip setuptools

FROM python:3.11.14-slim-bookworm AS application
WORKDIR /app
COPY shared shared
COPY realtime_hub realtime_hub
RUN python -m compileall -q .

FROM python:3.11.14-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ENVIRONMENT=production \
    HUB_HOST=0.0.0.0 \
    HUB_PORT=8001
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin aetherlearn
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY --from=application /app /app
USER 10001:10001
EXPOSE 8001
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f\"http://127.0.0.1:{os.environ['HUB_PORT']}/readyz\", timeout=4)"]
CMD ["python", "-m", "realtime_hub.main"]
