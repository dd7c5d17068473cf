"""Students' work: attempts and drafts, marks by the core, what comes next, what tutors assign."""
