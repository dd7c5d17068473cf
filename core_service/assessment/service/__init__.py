"""Changes of reviews, recommendations, rubrics and, by an assessor's word, profiles."""
