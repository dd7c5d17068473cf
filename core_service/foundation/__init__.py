"""What every subject stands on: database, errors, HTTP, jobs, files, mail; it knows none of them."""
