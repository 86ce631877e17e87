"""What was learned or compiled, each in a folder with its card, and the programs that rebuild it."""
