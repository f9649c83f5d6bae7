"""What Check network looks for, and repairs."""
