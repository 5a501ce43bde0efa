"""Forms as data: structs, the strict reader, field kinds, the catalogue of schemes and the linter."""
