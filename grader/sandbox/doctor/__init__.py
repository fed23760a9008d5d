"""What `grade doctor` says of this machine: which levels hold, why one does not, and the command that changes that."""
