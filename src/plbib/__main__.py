"""``python -m plbib``."""

from plbib.cli import main

if __name__ == "__main__":
    main()
