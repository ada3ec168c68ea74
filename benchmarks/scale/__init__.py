"""Files of GDELT's shape and of any size, and what the store, pandas and DuckDB make of them."""
