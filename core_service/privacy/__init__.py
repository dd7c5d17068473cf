"""All that is known of a person, given out or forgotten: each subject says what becomes of its part (C44)."""
