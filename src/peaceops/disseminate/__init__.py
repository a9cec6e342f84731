"""Make the products: one content, three forms, one gate."""
