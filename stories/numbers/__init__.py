"""Stories in numbers: how many, how fast, decided how. No number says whose."""
