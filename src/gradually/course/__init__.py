"""What teaches the course: exercises and their checks, the growth proof, the figures. Nothing outside imports it."""
