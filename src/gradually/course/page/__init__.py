"""What a notebook shows besides its own results."""
