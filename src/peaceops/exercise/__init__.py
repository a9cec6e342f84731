"""An invented country that produces every input the product reads, with known truth."""
