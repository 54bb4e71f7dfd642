"""The commands of `unreport`, one module each, loaded when it is asked for: `main(args)` returns the exit code."""
