"""The program, as ``plbib`` and as ``python -m plbib``: an interrupt while it loads ends it, and nothing more."""

INTERRUPTED = 130

try:
    import os
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # an exception could be lost within an import
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from plbib.cli import main
except KeyboardInterrupt:
    raise SystemExit(INTERRUPTED) from None

if __name__ == "__main__":
    main()
