"""Who came: marks, stays in the room, notices of absence, and packages of what was missed."""
