"""How anything is drawn: fonts, lines, tables, codes, instruments; and what was really drawn, read back."""
