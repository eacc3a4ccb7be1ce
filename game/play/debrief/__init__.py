"""What a playthrough amounts to, against history."""
