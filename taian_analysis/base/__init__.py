"""What every room stands on: errors, the report, the columns' contract, origins, words."""
