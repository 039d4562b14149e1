"""The phone line: a caller keys a ZIP code and is connected to each of their members of Congress in turn.

urls > views > dialogue > begin > zip_code > districts > round > farewell > voice | words.
"""
