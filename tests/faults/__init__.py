"""The fault harness: real hubs, a real Valkey, and everything that can go wrong between them."""
