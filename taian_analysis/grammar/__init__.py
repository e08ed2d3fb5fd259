"""One reading of what is printed: numerals, quantities, units, periods, dates."""
