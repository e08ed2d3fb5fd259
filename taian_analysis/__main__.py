"""`python -m taian_analysis` is the command `taian`."""

from .cli.main import main

if __name__ == "__main__":
    main()
