"""What the papers say: sentences, directions and dates in the patient's language; no drawing."""
