"""What comes back: bounces, complaints, automatic answers and answers by people."""
