"""Letters in numbers: how many, how far, how fast. No number says who."""
