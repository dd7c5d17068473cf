"""Changes of students' work: started, saved, handed in, assigned, read, marked complete."""
