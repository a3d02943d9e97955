package broken

// want of a pattern
