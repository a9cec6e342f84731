"""The register file encrypted as a whole (SQLCipher); an extra, beside the sealing of bodies."""
