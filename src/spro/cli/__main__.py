"""`python -m spro.cli`: the command without its script."""

from spro.cli import main

if __name__ == "__main__":
    main()
