"""The slips that explain a wrong number, what each of them gives, and the search for the likeliest."""
