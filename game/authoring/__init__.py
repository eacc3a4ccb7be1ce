"""What an author works with beside the checker: pictures, schemas, a first case."""
