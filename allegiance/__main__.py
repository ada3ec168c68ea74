"""`python -m allegiance` is `allegiance`."""

from allegiance.cli import main

if __name__ == "__main__":
    main()
