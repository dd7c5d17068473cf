"""Changes that reporting makes: exports asked for, calendar feeds made and ended."""
