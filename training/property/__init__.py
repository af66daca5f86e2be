"""What is public code: `python -m training.property.public`."""
