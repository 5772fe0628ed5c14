"""What people are told of: who follows a case, who is named in a note, and the way it reaches each one."""
