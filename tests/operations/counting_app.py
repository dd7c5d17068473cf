"""The smallest app with the core's figures, for gunicorn's own processes to run in a test."""

import os
import time

from flask import Flask
from prometheus_client import CollectorRegistry

from core_service.foundation.metrics import RequestFigures

app = Flask(__name__)
RequestFigures(CollectorRegistry()).watch(app)


@app.get("/pid/<name>")
def pid(name: str) -> str:
    """Which process answers; slowly enough that one request at a time leaves none idle."""
    time.sleep(0.02)
    return str(os.getpid())
