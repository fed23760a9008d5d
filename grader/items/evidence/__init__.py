"""Evidence for a mathematical claim, as a student gives it, checked exactly; one kind of evidence in each file."""
