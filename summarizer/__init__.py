"""Chinese articles about hospital partnerships in, grounded agreements out."""
