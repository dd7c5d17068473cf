"""What people are told, in the inbox and by letter, and what parents and staff write to each other."""
