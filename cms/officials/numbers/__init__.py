"""Calls and visits in numbers, office by office. No number says who."""
