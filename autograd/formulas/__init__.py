"""From a formula as one types it to Values."""
