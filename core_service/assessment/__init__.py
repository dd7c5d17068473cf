"""Work that people mark: the queue, claims, reviews and rubrics; levels recommended, proposed and decided."""
