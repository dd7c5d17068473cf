"""Lessons under load: the parts of the locustfile that know nothing of locust."""
