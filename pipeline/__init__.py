"""Chinese-language United Nations reports as a knowledge graph in which every fact quotes its evidence."""
