"""Fills a database: the demo, a large one for benchmarks, live sessions for load tests."""
