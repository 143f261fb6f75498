"""What is proven of a lesson, one subject a file: each gives findings."""
