"""People are told by promised jobs."""

from tests.core_service.promises import keep_promises as keep_promises, letters as letters
