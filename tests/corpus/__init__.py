"""Files as people send them, made anew from fixed seeds: sound, odd, broken and hostile. Nothing binary is kept in the repository."""
