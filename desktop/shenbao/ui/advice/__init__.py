"""What suits an enterprise, beside its profile: the schemes one by one, and the best mix of claims."""
