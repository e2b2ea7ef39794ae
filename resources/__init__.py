"""Shipped files: data rows, texts, fonts, icons. Read only through ldn_calc.resources."""
